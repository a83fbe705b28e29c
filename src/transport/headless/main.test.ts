import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { runServe, startServe } from '../../testing/serve-process'

const home = mkdtempSync(join(tmpdir(), 'serve-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const patience = { timeout: 120_000 }

test('--help says what there is', patience, async () => {
  const { code, out } = await runServe('--help')
  expect(code).toBe(0)
  for (const option of ['--port', '--nodes', '--speed', '--seed', '--state', '--write-kubeconfig', '--allow-origin'])
    expect(out).toContain(option)
})

test('what cannot be done is said in a line, without a stack', patience, async () => {
  const manifest = join(home, 'wrong.yaml')
  writeFileSync(manifest, 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n')
  const { code, errors } = await runServe('--port', '0', '--state', join(home, 'state'), manifest)
  expect([code, errors]).toEqual([1, expect.stringMatching(/wrong\.yaml: Pod x: .*spec\.containers: Required value/)])
  expect(errors).not.toMatch(/\n\s+at /)
  // A cluster that did not begin has no file, and nobody holds it.
  expect(readdirSync(home)).toEqual(['wrong.yaml'])
})

test('a port that is taken is said, and a signal ends the server though clients are connected', patience, async () => {
  const file = join(home, 'kubeconfig')
  const server = await startServe('--write-kubeconfig', file, '--nodes', '0')
  const taken = await runServe('--port', new URL(server.address).port)
  expect(taken).toMatchObject({ code: 1, errors: expect.stringContaining('is taken: choose another one with --port') })
  const config = parse(readFileSync(file, 'utf8'))
  expect(config.clusters[0].cluster.server).toBe(server.address)
  const watch = await fetch(`${server.address}/api/v1/namespaces?watch=true`)
  expect(watch.status).toBe(200)
  expect(await server.end('SIGTERM')).toBe(0)
  await expect(watch.text()).rejects.toThrow()
  expect(server.said().out).toBe('')
})
