import { describe, expect, test } from 'vitest'
import { RuntimeBench, refusal } from '../../testing/runtime-bench'
import type { Action, Controller, EventNote } from '.'
import { type Sequence, stepsOf } from './steps'

const write = (name: string, extra: object = {}): Action => ({
  write: { verb: 'update', kind: 'Secret', name, body: { metadata: { name } } },
  ...extra,
})

/** What reaches the API when a plan is carried out once and the named writes are refused. */
function carriedOut(actions: readonly Action[], ...refused: readonly string[]): readonly string[] {
  let isFirst = true
  const controller: Controller = {
    name: 'probe',
    interests: [{ kind: 'ConfigMap', keysOf: ({ name }) => [name] }],
    plan() {
      const plan = { actions: isFirst ? actions : [] }
      isFirst = false
      return plan
    },
  }
  const cluster = new RuntimeBench(controller)
  cluster.refuse = ({ name }) => (refused.includes(name ?? '') ? refusal(`no ${name}`) : undefined)
  cluster.put({ kind: 'ConfigMap', metadata: { name: 'a' } }).run(1000)
  return cluster.writes.map(text => text.replace(/^\S+ (update|create) /, '').replace('Secret ', ''))
}

describe('sequences abreast', () => {
  test('a failure ends its own sequence only, and what follows the group', () => {
    const group: Action = { abreast: [[write('a1'), write('a2')], [write('b1'), write('b2')], [write('c1')]] }
    expect(carriedOut([write('before'), group, write('after')], 'b1')).toEqual(['before', 'a1', 'a2', 'b1', 'c1'])
  })

  test('without a failure all is done in order', () => {
    const group: Action = { abreast: [[write('a1'), write('a2')], [write('b1')]] }
    expect(carriedOut([group, write('after')])).toEqual(['a1', 'a2', 'b1', 'after'])
  })

  test('a group is passed over where its plan has failed already, but `always` after it is done', () => {
    const group: Action = { abreast: [[write('a1', { always: true })], [write('b1')]] }
    expect(carriedOut([write('before'), group, write('status', { always: true })], 'before')).toEqual([
      'before',
      'status',
    ])
  })

  test('onFailures hears how each sequence went, once', () => {
    const heard: (string | undefined)[][] = []
    const onFailures = (failures: readonly ({ readonly message?: string } | undefined)[]): EventNote[] => {
      heard.push(failures.map(failure => failure?.message))
      return []
    }
    carriedOut([{ abreast: [[write('a')], [write('b')], [write('c')]], onFailures }], 'a', 'c')
    expect(heard).toEqual([['no a', undefined, 'no c']])
    carriedOut([{ abreast: [[write('a')]], onFailures }])
    expect(heard).toHaveLength(1)
  })

  test('groups may hold groups; a failure inside fails the sequence around it', () => {
    const inner: Action = { abreast: [[write('i1')], [write('i2')]] }
    const outer: Action = { abreast: [[inner, write('after inner')], [write('b')]] }
    expect(carriedOut([outer, write('after')], 'i1')).toEqual(['i1', 'i2', 'b'])
  })

  test('an empty group is no obstacle', () => {
    expect(carriedOut([{ abreast: [] }, { abreast: [[]] }, write('after')])).toEqual(['after'])
  })

  test('the steps of a group know where it ends', () => {
    const whole: Sequence = { failure: undefined }
    const steps = stepsOf([write('1'), { abreast: [[write('2')], [write('3')]] }, write('4')], whole)
    expect(steps.map(step => Object.keys(step)[0])).toEqual(['action', 'end', 'action', 'action', 'members', 'action'])
    expect(steps[1]).toMatchObject({ end: 5 })
  })
})
