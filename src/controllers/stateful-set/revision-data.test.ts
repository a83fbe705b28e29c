import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isRecord } from '../../base'
import type { ControllerRevision, KubernetesObject, PodTemplateSpec, StatefulSet } from '../../kinds'
import { dataOf, hashOf, revisionName, templateOf, textOf } from './revision-data'

interface Recorded {
  readonly file: string
  readonly set: StatefulSet
  readonly revision: ControllerRevision
}

/** New sets with the revision that the real controller made for them in the same step. */
function recordedRevisions(): readonly Recorded[] {
  const folder = 'conformance/cases/statefulset/'
  return readdirSync(folder)
    .filter(file => file.endsWith('.recorded.json'))
    .flatMap(file => {
      const { steps } = JSON.parse(readFileSync(folder + file, 'utf8')) as { steps: { put: Record<string, unknown> }[] }
      return steps.flatMap(step => {
        const objects = Object.values(step.put ?? {}).filter(isRecord) as unknown as KubernetesObject[]
        const revisions = objects.filter(({ kind }) => kind === 'ControllerRevision') as ControllerRevision[]
        const sets = objects.filter(({ kind }) => kind === 'StatefulSet') as StatefulSet[]
        return sets.flatMap(set => {
          const revision = revisions.find(({ metadata }) => metadata.name === set.status.updateRevision)
          return revision && !set.status.collisionCount ? [{ file, set, revision }] : []
        })
      })
    })
}

test('[SS-32] revisions have the name that the real controller gave them', () => {
  const recorded = recordedRevisions()
  expect(recorded.length).toBeGreaterThan(40)
  for (const { file, set, revision } of recorded) {
    const data = dataOf(set.spec.template)
    const label = revision.metadata.labels?.['controller.kubernetes.io/hash']
    expect([file, hashOf(data, 0)]).toEqual([file, label])
    expect(revisionName(set.metadata.name, hashOf(data, 0))).toBe(revision.metadata.name)
    expect(textOf(data)).toBe(textOf(revision.data))
  }
})

test('[SS-32] a long set name is cut so that the revision name has at most 253 characters', () => {
  expect(revisionName('x'.repeat(250), '59d8ff5b54')).toBe(`${'x'.repeat(223)}-59d8ff5b54`)
})

const template = (image: string): PodTemplateSpec => ({ spec: { containers: [{ name: 'main', image }] } }) as never
const setWith = (image: string) => ({ spec: { template: template(image) } }) as StatefulSet

test('[SS-32] the collision count changes the hash, and only letters and digits that spell nothing occur in it', () => {
  const data = dataOf(template('app:1'))
  expect(hashOf(data, 0)).not.toBe(hashOf(data, 1))
  expect(hashOf(data, 7)).toMatch(/^[4-9bcdf]{1,10}$/)
})

test('[SS-31] only the pod template is part of a revision', () => {
  expect(dataOf(template('app:1'))).toEqual({ spec: { template: { ...template('app:1'), $patch: 'replace' } } })
})

test('[SS-33] a revision restores its template, and that of somebody else without a template restores nothing', () => {
  expect(
    templateOf({ data: { spec: { template: { ...template('app:1'), $patch: 'replace' } } } }, setWith('app:2')),
  ).toEqual(template('app:1'))
  const set = setWith('app:2')
  expect(templateOf({ data: { some: 'thing' } }, set)).toBe(set.spec.template)
  expect(templateOf({ data: undefined }, set)).toBe(set.spec.template)
})

test('[SS-33] the revision of the present template restores that very object, so that pods share it', () => {
  const set = setWith('app:1')
  const stored = JSON.parse(JSON.stringify(dataOf(template('app:1'))))
  expect(templateOf({ data: stored }, set)).toBe(set.spec.template)
})
