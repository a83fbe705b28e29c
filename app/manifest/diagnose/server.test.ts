import { describe, expect, test } from 'vitest'
import type { Status } from '../../../src/client'
import { createWorld } from '../../../src/world'
import { applyEdits, diagnose, type Problem, refusalProblems } from '.'

/** What a real control plane of the lab says to the first object of a text. */
function refused(text: string): readonly Problem[] {
  const { objects, problems } = diagnose(text)
  expect(problems).toEqual([])
  const located = objects[0]
  if (!located) throw new Error('no object')
  const { kind, apiVersion } = located.object
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  const path = `${root}/namespaces/default/${kind.toLowerCase()}s?dryRun=All&fieldValidation=Strict`
  const { code, body } = createWorld({ seed: 1 }).handle({ method: 'POST', path, body: located.object })
  expect(code).toBeGreaterThanOrEqual(400)
  const status = body as Status
  return refusalProblems(text, located, { message: status.message ?? '', status })
}

const set = (container: string, spec = '') =>
  `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: web\nspec:\n${spec}  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - name: main\n${container}`

describe('a refusal of the server is told at its line', () => {
  test('an unknown field deep in the object, where the lab has no shape for it', () => {
    const text = set('        image: x\n        lifecycle:\n          preStop:\n            sleeep: {seconds: 1}\n')
    expect(refused(text)).toEqual([
      expect.objectContaining({
        line: 15,
        column: 13,
        message: '`sleeep` is no field of `spec.template.spec.containers[0].lifecycle.preStop`.',
      }),
    ])
  })

  test('a text where a number belongs, with the quotes to take away', () => {
    const text = set('        image: x\n', '  replicas: "2"\n')
    const [problem] = refused(text)
    expect(problem).toMatchObject({ line: 6, advice: 'Write 2 without quotes.' })
    expect(applyEdits(text, problem?.fix?.edits ?? [])).toContain('  replicas: 2\n')
  })

  test('a wrong type inside a list, although the server names no index', () => {
    const text = set('        image: x\n        ports:\n        - containerPort: 80\n        - containerPort: "81"\n')
    expect(refused(text)[0]).toMatchObject({ line: 15 })
  })

  test('each cause of a 422 at its own field; what is missing at what is around it', () => {
    const text = set('        ports:\n        - containerPort: 99999\n')
    expect(refused(text).map(({ line, message }) => [line, message.split(':')[0]])).toEqual(
      expect.arrayContaining([
        [13, '`spec.template.spec.containers[0].ports[0].containerPort`'],
        [11, '`spec.template.spec.containers[0].image`'],
      ]),
    )
  })

  test('a name that cannot be one', () => {
    const [problem] = refused('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: <b>Bad_1</b>\n')
    expect(problem).toMatchObject({ line: 4, message: expect.stringContaining('RFC 1123') })
  })

  test('an amount that is none, which the server says of the object as a whole', () => {
    const text =
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: p}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: lots}}}\n'
    expect(refused(text)[0]?.advice).toContain('1Mi')
  })
})
