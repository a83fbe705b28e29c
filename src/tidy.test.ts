import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

/** The style, executed. A rule that this file does not check is only a wish. */

interface SourceFile {
  readonly path: string
  readonly lines: readonly string[]
  readonly text: string
  /** Paths of the files it imports, inside the project. */
  readonly imports: readonly string[]
}

const roots = ['src', 'app', 'e2e', 'bench']
const files = roots.flatMap(root => sourceFiles(root))
const byPath = new Map(files.map(file => [file.path, file]))

function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sourceFiles(path)
    return /\.(ts|tsx)$/.test(entry.name) ? [read(path)] : []
  })
}

function read(path: string): SourceFile {
  const text = readFileSync(path, 'utf8')
  const imports = [...text.matchAll(/(?:from|import\()\s*'(\.[^']*)'/g)].flatMap(match =>
    resolved(path, match[1] as string),
  )
  return { path, text, lines: text.split('\n'), imports }
}

function resolved(from: string, specifier: string): string[] {
  const base = normalize(join(dirname(from), specifier.replace(/\?.*$/, '')))
  const candidates = [base, `${base}.ts`, `${base}.tsx`, join(base, 'index.ts'), join(base, 'index.tsx')]
  const found = candidates.find(candidate => isSourceFile(candidate))
  return found ? [found] : []
}

function isSourceFile(path: string): boolean {
  if (!/\.(ts|tsx)$/.test(path)) return false
  try {
    readFileSync(path)
    return true
  } catch {
    return false
  }
}

const isTest = ({ path }: SourceFile) =>
  /\.(test|spec)\.tsx?$/.test(path) || path.startsWith('e2e/') || path.startsWith('src/testing/')
const product = files.filter(file => !isTest(file))

/** The folder that counts as one layer: `src/controllers/garbage`, `src/api`, `app/graph`. */
function layerOf(path: string): string {
  const [root, folder = '', inside = ''] = path.split('/')
  if (root === 'src' && folder === 'controllers' && !inside.includes('.')) return `src/controllers/${inside}`
  return folder.includes('.') ? `${root}/${folder}` : `${root}/${folder}`
}

/** Who may import whom (DESIGN section 3). A layer may always import itself. */
const engineCore = ['src/base', 'src/kinds', 'src/sim', 'src/store', 'src/client']
const reader = [...engineCore, 'src/controllers/runtime', 'src/volumes', 'src/programs']
const everything = ['src/', 'app/', 'bench/', 'e2e/']
const allowed: readonly (readonly [layer: string, mayImport: readonly string[]])[] = [
  ['src/base', []],
  ['src/kinds', ['src/base']],
  ['src/sim', ['src/base', 'src/kinds']],
  ['src/store', ['src/base', 'src/kinds', 'src/sim']],
  ['src/client', ['src/base', 'src/kinds']],
  ['src/api', [...engineCore, 'src/volumes']],
  ['src/volumes', [...engineCore]],
  ['src/programs', [...engineCore]],
  ['src/controllers/runtime', engineCore],
  ['src/controllers/', reader],
  ['src/scheduler', reader],
  ['src/node', reader],
  ['src/network', [...reader, 'src/node']],
  ['src/kubectl', ['src/base', 'src/kinds', 'src/client']],
  ['src/shell', ['src/base', 'src/kinds', 'src/client', 'src/kubectl']],
  ['src/lab', ['src/base', 'src/kinds', 'src/client']],
  ['src/world', ['src/']],
  ['src/transport', ['src/base', 'src/kinds', 'src/sim', 'src/client', 'src/store', 'src/world']],
  ['src/testing', ['src/']],
  ['src/worker.ts', ['src/']],
  ['src/tidy.test.ts', []],
  ['app/ui', []],
  ['app/session', ['app/ui', 'src/base', 'src/kinds', 'src/client', 'src/store', 'src/transport']],
  ['app/commands', ['app/session', 'app/ui', 'src/base', 'src/kinds', 'src/client', 'src/store', 'src/node']],
  ['app/terminal', ['app/session', 'app/commands', 'app/ui', 'src/base', 'src/kinds', 'src/client', 'src/shell']],
  ['app/main.tsx', everything],
  ['app/app.tsx', everything],
  ['app/shell', everything],
  ['app/', ['app/session', 'app/commands', 'app/ui', 'src/base', 'src/kinds', 'src/client', 'src/store', 'src/node']],
  ['e2e/', everything],
  ['bench/', everything],
]

function mayImport(from: string, to: string): boolean {
  const source = layerOf(from)
  const target = layerOf(to)
  if (source === target) return true
  const rule = allowed.find(([layer]) => source === layer || (layer.endsWith('/') && source.startsWith(layer)))
  return rule?.[1].some(prefix => target === prefix || (prefix.endsWith('/') && target.startsWith(prefix))) ?? false
}

describe('structure', () => {
  test('each layer imports only the layers below it', () => {
    const wrong = files
      .filter(file => !/\.(test|spec)\.tsx?$/.test(file.path))
      .flatMap(({ path, imports }) => imports.filter(to => !mayImport(path, to)).map(to => `${path} → ${to}`))
    expect(wrong).toEqual([])
  })

  test('nothing imports in a circle', () => {
    const done = new Set<string>()
    const circles: string[] = []
    const visit = (path: string, trail: readonly string[]) => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
      else if (!done.has(path)) {
        for (const next of valueImports(path)) visit(next, [...trail, path])
        done.add(path)
      }
    }
    for (const { path } of product) visit(path, [])
    expect(circles).toEqual([])
  })

  test('every file is reached from an entry or a test', () => {
    const entries = [
      'src/worker.ts',
      'app/main.tsx',
      'src/testing/conformance/main.ts',
      'src/testing/swarm/main.ts',
      'src/testing/mutants/main.ts',
      'src/testing/clients/main.ts',
      'src/transport/headless/main.ts',
      // vite.config.ts loads it.
      'src/transport/bridge/index.ts',
    ]
    const reached = new Set<string>()
    const visit = (path: string) => {
      if (reached.has(path)) return
      reached.add(path)
      for (const next of byPath.get(path)?.imports ?? []) visit(next)
    }
    for (const { path } of files)
      if (entries.includes(path) || path.startsWith('bench/') || path.startsWith('e2e/')) visit(path)
    const dead = product.filter(({ path }) => !reached.has(path)).map(({ path }) => path)
    expect(dead).toEqual([])
  })

  test('no folder or file is a junk drawer', () => {
    const names = files
      .map(({ path }) => path)
      .filter(path => /(^|\/)(utils?|helpers?|common|shared|misc)(\/|\.)/.test(path))
    expect(names).toEqual([])
  })
})

/** Imports that exist at run time: types vanish, and may point upwards inside a folder. */
function valueImports(path: string): string[] {
  const file = byPath.get(path)
  if (!file) return []
  return [...file.text.matchAll(/(?:import|export)\s+(?!type\b)([^'";]*?)\s*from\s*'(\.[^']*)'/g)]
    .filter(match => !isTypesOnly(match[1] as string))
    .flatMap(match => resolved(path, match[2] as string))
}

function isTypesOnly(clause: string): boolean {
  const braces = /^\{([^}]*)\}$/.exec(clause.trim())
  if (!braces) return false
  return (braces[1] as string).split(',').every(name => name.trim() === '' || name.trim().startsWith('type '))
}

const linesMost = 400
const testLinesMost = 600
const functionLinesMost = 70
const componentLinesMost = 200

describe('sizes', () => {
  test(`no file is longer than ${linesMost} lines, no test than ${testLinesMost}`, () => {
    const long = files
      .filter(file => file.lines.length > (isTest(file) ? testLinesMost : linesMost))
      .map(({ path, lines }) => `${path}: ${lines.length}`)
    expect(long).toEqual([])
  })

  test(`no function is longer than ${functionLinesMost} lines, no component than ${componentLinesMost}`, () => {
    const long = product.flatMap(file => longFunctions(file))
    expect(long).toEqual([])
  })
})

/** Functions at the top level and methods: from their first line to the line that closes it at the same indent. */
function longFunctions({ path, lines }: SourceFile): string[] {
  const most = path.endsWith('.tsx') ? componentLinesMost : functionLinesMost
  const long: string[] = []
  for (let i = 0; i < lines.length; i++) {
    const start =
      /^( {0,2})(?:export )?(?:async )?(?:function\*? (\w+)|(?:private |static |override )*(\w+)\([^)]*\)[^;=]*\{$)/.exec(
        lines[i] as string,
      )
    if (!start) continue
    const close = `${start[1]}}`
    let end = i + 1
    while (end < lines.length && lines[end] !== close) end++
    if (end - i + 1 > most && end < lines.length) long.push(`${path}:${i + 1} ${start[2] ?? start[3]}: ${end - i + 1}`)
  }
  return long
}

/** What the engine may not use, and what to use instead. */
const bans: readonly (readonly [pattern: RegExp, instead: string, except: readonly string[]])[] = [
  [
    /\bnew (?:globalThis\.)?Date\b|\bDate\.(?:now|parse)\b/,
    '`now`, `timestamp`, `parseTimestamp`',
    ['src/kinds/timestamp.ts'],
  ],
  [/\bMath\.random\b/, '`chance(seed, …key)`', []],
  [/\bset(?:Timeout|Interval)\b|\bqueueMicrotask\b/, 'a deadline in the data and `wakeAt`', []],
  [/\bPromise\b|\basync\b|\bawait\b/, 'synchronous functions', ['src/client/request.ts']],
  [/\bcrypto\b/, '`chanceUUID`', []],
  [/\blocaleCompare\b|\btoLocale\w+/, '`compareText`', []],
  [/\bstructuredClone\b/, 'values that share what did not change', []],
  [/\bconsole\.\w+/, 'commits with causes, or events', []],
  [/\bperformance\.now\b/, '`now`', []],
  [/:\s*any\b|\bas any\b|<any>/, 'a type, or `unknown`', []],
]
const outsideBans = ['src/transport/', 'src/worker.ts']

describe('bans', () => {
  test('the engine uses nothing that would make two runs differ', () => {
    const engine = product.filter(
      ({ path }) => path.startsWith('src/') && !outsideBans.some(prefix => path.startsWith(prefix)),
    )
    const found = engine.flatMap(({ path, text }) =>
      bans.flatMap(([pattern, instead, except]) => {
        const match = except.includes(path) ? null : pattern.exec(withoutComments(text))
        return match ? [`${path}: ${match[0]}; use ${instead}`] : []
      }),
    )
    expect(found).toEqual([])
  })

  test('nothing is left to do', () => {
    const marker = new RegExp(['TO', 'DO|FIX', 'ME|XX', 'X\\b'].join(''))
    expect(
      files.filter(({ path, text }) => path !== 'src/tidy.test.ts' && marker.test(text)).map(({ path }) => path),
    ).toEqual([])
  })

  test('no test is skipped or alone, and none sleeps', () => {
    const tests = files.filter(file => isTest(file) && file.path !== 'src/tidy.test.ts')
    const wrong = tests.filter(({ text }) =>
      /\b(?:test|it|describe)\.(?:only|skip)\(|waitForTimeout|\bsleep\(/.test(text),
    )
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  test('no name hides behind Manager, Helper or Impl', () => {
    const found = product.flatMap(({ path, text }) =>
      [...text.matchAll(/\b(?:class|interface|type|function|const) (\w*(?:Manager|Helper|Impl))\b/g)].map(
        match => `${path}: ${match[1]}`,
      ),
    )
    expect(found).toEqual([])
  })
})

function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, "''")
}

describe('words', () => {
  test('everything exported from the engine says what it is', () => {
    const silent = product
      .filter(({ path }) => path.startsWith('src/') && !path.endsWith('index.ts'))
      .flatMap(({ path, lines }) =>
        lines.flatMap((line, i) => {
          const name = /^export (?:abstract )?(?:function\*?|class) (\w+)/.exec(line)?.[1]
          const before = (lines[i - 1] ?? '').trim()
          return name && !before.endsWith('*/') ? [`${path}: ${name}`] : []
        }),
      )
    expect(silent).toEqual([])
  })

  test('every numbered rule of a folder has a test that names it', () => {
    const untested = readmes('src').flatMap(path => {
      const folder = dirname(path)
      const rules = [...readFileSync(path, 'utf8').matchAll(/^\| ([A-Z]{2}-\d+) \|/gm)].map(match => match[1] as string)
      const tests = files
        .filter(file => file.path.startsWith(`${folder}/`) && isTest(file))
        .map(({ text }) => text)
        .join('\n')
      return rules.filter(rule => !tests.includes(`[${rule}]`)).map(rule => `${relative('src', folder)}: ${rule}`)
    })
    expect(untested).toEqual([])
  })
})

function readmes(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return readmes(path)
    return entry.name === 'README.md' ? [path] : []
  })
}
