import { expect, test } from 'vitest'
import { failure, type Result, type WriteRequest } from '../../client'
import type { KubernetesObject } from '../../kinds'
import { epoch, Loop } from '../../sim'
import { VersionedStore } from '../../store'
import { type Action, ControllerHub } from '.'

/** Carries out a plan once, with an API that refuses every name that ends in `!`; gives the writes tried and the events sent. */
function carryOut(actions: readonly Action[]): {
  readonly tried: readonly string[]
  readonly events: readonly string[]
} {
  const loop = new Loop(epoch)
  const store = new VersionedStore({ clock: () => loop.now })
  const tried: string[] = []
  const events: string[] = []
  const write = (_: string, { kind, name = '', body }: WriteRequest): Result<KubernetesObject> => {
    if (kind === 'Event') events.push((body as { message: string }).message)
    else tried.push(name)
    return name.endsWith('!')
      ? { ok: false, status: failure('Forbidden', name) }
      : { ok: true, value: body as KubernetesObject }
  }
  const hub = new ControllerHub({ store, loop, seed: 1, write })
  let isFirst = true
  const plan = () => {
    const todo = isFirst ? actions : []
    isFirst = false
    return { actions: todo }
  }
  hub.add({ name: 'tested', interests: [{ kind: 'ConfigMap', keysOf: () => ['key'] }], plan })
  const metadata = { name: 'p', uid: 'u', resourceVersion: '1', creationTimestamp: '' }
  store.commit({ actor: 'test', verb: 'put' }, tx => tx.put({ apiVersion: 'v1', kind: 'ConfigMap', metadata }))
  loop.run(epoch + 60_000)
  return { tried, events }
}

const about = { kind: 'Pod', name: 'p', namespace: 'default' }
const put = (name: string): Action => ({ write: { verb: 'update', kind: 'Pod', name } })
const always = (name: string): Action => ({ write: { verb: 'update', kind: 'Pod', name }, always: true })

test('a failure skips what comes after it, save for what is always done', () => {
  expect(carryOut([put('a'), put('b!'), put('c'), always('d')]).tried).toEqual(['a', 'b!', 'd'])
})

test('a failure that was found while planning does so too', () => {
  expect(carryOut([put('a'), { fail: 'no' }, put('b'), always('c')]).tried).toEqual(['a', 'c'])
})

test('in a group a failure ends its own sequence only, and then what follows the group', () => {
  const group: Action = {
    abreast: [
      [put('a!'), put('b')],
      [put('c'), put('d')],
    ],
  }
  expect(carryOut([group, put('e'), always('f')]).tried).toEqual(['a!', 'c', 'd', 'f'])
})

test('after a group in which all went well the plan goes on', () => {
  expect(carryOut([{ abreast: [[put('a')], [put('b')]] }, put('c')]).tried).toEqual(['a', 'b', 'c'])
})

test('groups stand in groups, and tell how their sequences failed', () => {
  const inner: Action = {
    abreast: [[put('a!')], [put('b')], [{ fail: 'planned' }]],
    onFailures: failures => [
      {
        about,
        type: 'Warning',
        reason: 'Failed',
        message: failures.map(status => status?.message ?? 'well').join(', '),
      },
    ],
  }
  const { tried, events } = carryOut([{ abreast: [[inner, put('c')], [put('d')]] }, put('e')])
  expect(tried).toEqual(['a!', 'b', 'd'])
  expect(events).toEqual(['a!, well, planned'])
})

test('a group after a failure is skipped whole, what is always done in it too', () => {
  const onFailures = () => [{ about, type: 'Warning' as const, reason: 'Failed', message: 'never' }]
  const { tried, events } = carryOut([put('a!'), { abreast: [[put('b'), always('c')]], onFailures }])
  expect([tried, events]).toEqual([['a!'], []])
})
