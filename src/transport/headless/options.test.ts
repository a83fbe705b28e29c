import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createWorld } from '../../world'
import { kubeconfig } from './kubeconfig'
import { createAll } from './manifests'
import { optionsFrom } from './options'

describe('the command line', () => {
  test('without words means the usual port, and leaves the rest to the state file', () => {
    expect(optionsFrom([])).toEqual({
      port: 8001,
      origins: ['http://localhost:5173', 'http://127.0.0.1:5173'],
      manifests: [],
    })
  })

  test('takes all its options, with manifests anywhere', () => {
    const words =
      'a.yaml --port 0 --nodes 5 --speed 0.5 --seed=9 --state s --write-kubeconfig k --allow-origin http://x:1 b.yaml'
    expect(optionsFrom(words.split(' '))).toMatchObject({
      port: 0,
      nodes: 5,
      speed: 0.5,
      seed: 9,
      stateFile: 's',
      kubeconfigFile: 'k',
      manifests: ['a.yaml', 'b.yaml'],
    })
    expect(optionsFrom(['--speed', 'max'])).toMatchObject({ speed: 'max' })
    expect(optionsFrom(['--allow-origin', 'http://x:1'])).toMatchObject({
      origins: expect.arrayContaining(['http://x:1']),
    })
    expect(optionsFrom(['--port', 'nonsense', '--help'])).toBe('help')
  })

  test.each([
    ['--port x', '--port must be a whole number from 0 to 65535, not "x"'],
    ['--port 70000', '--port must be'],
    ['--nodes -1', "'--nodes"],
    ['--nodes=-1', '--nodes must be a whole number'],
    ['--seed 1.5', '--seed must be a whole number'],
    ['--speed 0', '--speed must be a number above 0'],
    ['--speed fast', 'not "fast"'],
    ['--state', '--state'],
    ['--state=', '--state needs the name of a file'],
    ['--allow-origin localhost:3000', '--allow-origin must look like'],
    ['--allow-origin http://x:1/', '--allow-origin must look like'],
    ['--prot 1', "'--prot'"],
  ])('%s is an error that says what is wrong', (line, words) => {
    expect(optionsFrom(line.split(' '))).toEqual({ error: expect.stringContaining(words) })
  })
})

test('a kubeconfig leads to the port, and asks for no secret', () => {
  const config = parse(kubeconfig(8765))
  expect(config.clusters[0].cluster.server).toBe('http://127.0.0.1:8765')
  const { context } = config.contexts[0]
  expect([context.cluster, context.user]).toEqual([config.clusters[0].name, config.users[0].name])
})

describe('manifests of a new cluster', () => {
  const created = (text: string) => {
    const world = createWorld({ seed: 1 })
    return { problem: createAll(request => world.handle(request), text), view: world.store.at() }
  }
  const map = (name: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}}`

  test('may hold several documents, empty ones, and lists', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${map('c')}\n- ${map('d')}`
    const { problem, view } = created(`---\n${map('a')}\n---\n# nothing\n---\n${map('b')}\n---\n${list}`)
    expect(problem).toBeUndefined()
    const names = ['a', 'b', 'c', 'd']
    expect(names.filter(name => view.get('ConfigMap', name, 'default'))).toEqual(names)
  })

  test.each([
    ['kind: Gadget\napiVersion: v1', 'Gadget: no such kind in v1'],
    ['kind: StatefulSet\napiVersion: apps/v1beta1', 'StatefulSet: no such kind in apps/v1beta1'],
    ['name: x', 'without apiVersion and kind'],
    [map('UPPER'), 'ConfigMap UPPER: ConfigMap "UPPER" is invalid'],
    ['a: [', 'Flow sequence'],
  ])('%j is refused in words', (text, words) => {
    expect(created(text).problem).toContain(words)
  })
})
