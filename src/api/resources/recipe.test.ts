import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** The recipe "Add a kind" of src/README.md, followed to the letter in a copy of src. */
const place = mkdtempSync(join(tmpdir(), 'recipe-'))

interface Block {
  readonly language: string
  readonly file: string
  readonly text: string
}

const blocks: readonly Block[] = [
  ...readFileSync('src/README.md', 'utf8').matchAll(/^```(ts|diff) (\S+)\n(.*?)^```/gms),
].map(([, language = '', file = '', text = '']) => ({ language, file, text }))

beforeAll(() => {
  cpSync('src', join(place, 'src'), { recursive: true, filter: path => !path.endsWith('.test.ts') })
  symlinkSync(resolve('node_modules'), join(place, 'node_modules'))
  const compilerOptions = { ...JSON.parse(readFileSync('tsconfig.json', 'utf8')).compilerOptions, types: ['node'] }
  writeFileSync(join(place, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src/world'] }))
  writeFileSync(join(place, 'package.json'), '{"type":"module"}')
  for (const { language, file, text } of blocks) {
    const path = join(place, file)
    writeFileSync(path, language === 'ts' ? text : changed(readFileSync(path, 'utf8'), text, file))
  }
})

afterAll(() => rmSync(place, { recursive: true, force: true }))

/** A text with the lines that begin with `+` behind the line that stands before them, which it must have. */
function changed(text: string, difference: string, file: string): string {
  const lines = text.split('\n')
  let at = -1
  for (const line of difference.trimEnd().split('\n')) {
    if (line.startsWith('+')) lines.splice(++at, 0, line.slice(1))
    else at = lines.indexOf(line.slice(1))
    if (at < 0) throw new Error(`${file} has no line ${line}`)
  }
  return lines.join('\n')
}

/** What is asked of a cluster that has the kind; prints all answers. */
const questions = `
import { createWorld } from './src/world'
const world = createWorld({ machines: 0 })
const base = '/apis/lab.sim/v1/namespaces/default/buoys'
const ask = (method, path, body, more = {}) => {
  const { code, body: answer, next } = world.handle({ method, path, ...(body && { body }), ...more })
  return { code, answer, next }
}
const buoy = (name, spec) => ({ apiVersion: 'lab.sim/v1', kind: 'Buoy', metadata: { name }, spec })
const answers = {
  created: ask('POST', base, buoy('north', { depthMeters: 3 })),
  refused: ask('POST', base, buoy('south', { color: 'Blue', depthMeters: -1 })),
  strict: ask('POST', base + '?fieldValidation=Strict', buoy('south', { colour: 'Red' })),
  patched: ask('PATCH', base + '/north', { spec: { color: 'Green' } }, { contentType: 'application/merge-patch+json' }),
  applied: ask('PATCH', base + '/west?fieldManager=me', buoy('west', { color: 'Red' }), { contentType: 'application/apply-patch+yaml' }),
  listed: ask('GET', base),
  table: ask('GET', base, undefined, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' }),
  watched: ask('GET', base + '?watch=1'),
  discovered: ask('GET', '/apis/lab.sim/v1'),
  explained: ask('GET', '/openapi/v3/apis/lab.sim/v1'),
  deleted: ask('DELETE', base + '/north'),
}
process.stdout.write(JSON.stringify(answers))
`

type Answers = Readonly<Record<string, { readonly code: number; readonly answer: never }>>

function answers(): Answers {
  writeFileSync(join(place, 'questions.ts'), questions)
  const { stdout, stderr } = spawnSync('node', ['--import', 'tsx', 'questions.ts'], { cwd: place, encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as Answers
}

describe('the recipe of src/README.md', () => {
  test('has five steps, and blocks that say which file they are', () => {
    expect(readFileSync('src/README.md', 'utf8').match(/^\*\*\d\. /gm)).toHaveLength(5)
    expect(blocks.map(({ language }) => language)).toEqual(['ts', 'diff', 'ts', 'diff', 'ts', 'diff', 'diff'])
  })

  test('gives code that the compiler takes', () => {
    const { stdout, status } = spawnSync('npx', ['tsc', '-p', place], { encoding: 'utf8' })
    expect([status, stdout]).toEqual([0, ''])
  }, 60_000)

  test('gives a kind that is created, refused, patched, applied, listed, watched, discovered, explained and deleted', () => {
    const { created, refused, strict, patched, applied, listed, table, watched, discovered, explained, deleted } =
      answers()
    expect(created).toMatchObject({
      code: 201,
      answer: { spec: { color: 'Red', depthMeters: 3 }, metadata: { generation: 1 } },
    })
    expect(refused).toMatchObject({
      code: 422,
      answer: { details: { causes: [{ field: 'spec.color' }, { field: 'spec.depthMeters' }] } },
    })
    expect(strict).toMatchObject({
      code: 400,
      answer: { message: expect.stringContaining('unknown field "spec.colour"') },
    })
    expect(patched).toMatchObject({ code: 200, answer: { spec: { color: 'Green' }, metadata: { generation: 2 } } })
    expect(applied).toMatchObject({ code: 201, answer: { metadata: { managedFields: [{ manager: 'me' }] } } })
    expect(listed).toMatchObject({ answer: { kind: 'BuoyList', items: [{ spec: {} }, { spec: {} }] } })
    expect(table).toMatchObject({
      answer: { rows: [{ cells: ['north', 'Green', '0s'] }, { cells: ['west', 'Red', '0s'] }] },
    })
    expect(watched).toMatchObject({ answer: [{ type: 'ADDED' }, { type: 'ADDED' }] })
    expect(discovered).toMatchObject({
      answer: { resources: expect.arrayContaining([expect.objectContaining({ kind: 'Buoy', shortNames: ['bu'] })]) },
    })
    expect(explained).toMatchObject({
      answer: {
        components: { schemas: { 'sim.lab.v1.BuoySpec': { properties: { color: { enum: ['Green', 'Red'] } } } } },
      },
    })
    expect(deleted).toMatchObject({ code: 200 })
  }, 60_000)
})
