import { describe, expect, test } from 'vitest'
import { brokenExamples, workingExamples } from '../examples/examples'
import { applyEdits, diagnose, fixAll, longestManifest, type Problem } from '.'

const set = (spec: string, apiVersion = 'apps/v1') =>
  `apiVersion: ${apiVersion}\nkind: StatefulSet\nmetadata:\n  name: web\nspec:\n${spec}`
const template =
  '  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: main, image: x}\n'
const selector = '  selector: {matchLabels: {app: web}}\n'

function only(text: string): Problem {
  const { problems } = diagnose(text)
  expect(problems.map(({ message }) => message)).toHaveLength(1)
  return problems[0] as Problem
}

/** The text after the fix of its only problem. */
function fixed(text: string): string {
  const { fix } = only(text)
  expect(fix).toBeDefined()
  return applyEdits(text, fix?.edits ?? [])
}

describe('examples', () => {
  test.each(workingExamples)('$title has no problem', ({ text }) => {
    const { problems, objects } = diagnose(text)
    expect(problems).toEqual([])
    expect(objects.length).toBeGreaterThan(0)
  })

  test.each(brokenExamples)(
    '$title: every problem has a line and a fix, and all fixes together make it right',
    ({ text }) => {
      const { problems } = diagnose(text)
      expect(problems.length).toBeGreaterThan(0)
      for (const { line, fix } of problems) {
        expect(line).toBeGreaterThan(0)
        expect(fix).toBeDefined()
      }
      expect(diagnose(fixAll(text)).problems).toEqual([])
    },
  )

  test("the book's set is understood: ports in the container's list, mounts in the container, claims with size", () => {
    const { objects } = diagnose(fixAll(brokenExamples[1]?.text ?? ''))
    expect(objects[0]?.object).toMatchObject({
      apiVersion: 'apps/v1',
      spec: {
        selector: { matchLabels: { app: 'kubia' } },
        template: {
          spec: {
            containers: [
              {
                name: 'kubia',
                ports: [{ name: 'http', containerPort: 8080 }],
                volumeMounts: [{ name: 'data', mountPath: '/var/data' }],
              },
            ],
          },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: { resources: { requests: { storage: '1Mi' } }, accessModes: ['ReadWriteOnce'] },
          },
        ],
      },
    })
  })

  test('all lines at fault are told at once, not one after another', () => {
    expect(diagnose(brokenExamples[1]?.text ?? '').problems.map(({ line }) => line)).toEqual([4, 18, 1, 8, 19])
  })

  test('a volume without spec is completed like the one before it', () => {
    const { objects } = diagnose(fixAll(brokenExamples[2]?.text ?? ''))
    const specs = objects.map(({ object }) => (object as { spec?: object }).spec)
    expect(specs[1]).toEqual({ ...specs[0], gcePersistentDisk: { pdName: 'pv-b', fsType: 'nfs4' } })
  })
})

describe('indentation', () => {
  test('a tab is named with its line and replaced by spaces', () => {
    const text = set(`\treplicas: 0\n${selector}${template}`)
    expect(only(text)).toMatchObject({ line: 6, message: expect.stringContaining('tab') })
    expect(fixed(text)).toBe(set(`  replicas: 0\n${selector}${template}`))
  })

  test('a tab inside a text block is no indentation', () => {
    expect(
      diagnose('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  make: |\n    all:\n    \tcc\n').problems,
    ).toEqual([])
  })

  test('a line one space off is marked, not the line after it', () => {
    const text = set(`   replicas: 0\n${selector}${template}`)
    expect(only(text)).toMatchObject({ line: 6, advice: 'Indent line 6 by 1 fewer space.' })
    expect(fixed(text)).toBe(set(`  replicas: 0\n${selector}${template}`))
  })

  test('a field that slid out of its parent goes back below it', () => {
    const text = set(`replicas: 0\n${selector}${template}`)
    expect(only(text)).toMatchObject({ line: 6, advice: 'Indent line 6 by 2 more spaces.' })
    expect(diagnose(fixed(text)).problems).toEqual([])
  })

  test('containerPort beside its dash belongs to the item of the list', () => {
    const text = set(
      `${selector}  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - name: main\n        image: x\n        ports:\n          - name: http\n          containerPort: 80\n`,
    )
    expect(only(text).line).toBe(15)
    expect(fixed(text)).toContain('          - name: http\n            containerPort: 80\n')
  })

  test('volumeMounts beside containers belong to the container', () => {
    const text = set(
      `${selector}${template.replace('{name: main, image: x}', 'name: main\n        image: x')}      volumeMounts:\n      - name: data\n        mountPath: /d\n`,
    )
    expect(only(text)).toMatchObject({
      message: '`volumeMounts` is at the wrong level: it is no field of `spec.template.spec`.',
      advice: 'Indent lines 13–15 by 2 more spaces.',
    })
    expect(fixed(text)).toContain(
      '        image: x\n        volumeMounts:\n        - name: data\n          mountPath: /d\n',
    )
  })
})

describe('what an object is', () => {
  test.each(['apps/v1beta1', 'apps/v1beta2'])('%s is gone; apps/v1 is what to write', apiVersion => {
    const text = set(selector + template, apiVersion)
    expect(only(text)).toMatchObject({ line: 1, message: expect.stringContaining('gone since Kubernetes 1.16') })
    expect(fixed(text)).toBe(set(selector + template))
  })

  test.each([
    ['PetSet', 'StatefulSet'],
    ['Statefulset', 'StatefulSet'],
    ['Servise', 'Service'],
  ])('kind %s is unknown; %s was meant', (kind, meant) => {
    const text = `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: x}\n`
    expect(diagnose(text).problems[0]).toMatchObject({ line: 2, fix: { title: `Write kind: ${meant}` } })
  })

  test('a kind that Kubernetes has and the lab has not is called so', () => {
    expect(only('apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: x}\n').message).toContain(
      'this lab does not have them yet',
    )
  })

  test('a missing apiVersion is written', () => {
    const text = set(selector + template).replace('apiVersion: apps/v1\n', '')
    expect(fixed(text)).toBe(set(selector + template))
  })

  test('a missing name is told, and generateName refused', () => {
    expect(only('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  labels: {a: b}\n')).toMatchObject({
      line: 3,
      message: 'This ConfigMap has no name.',
    })
    expect(only('apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: x-}\n').message).toContain('generateName')
  })
})

describe('selectors', () => {
  test('a missing one is written with the labels of the template', () => {
    expect(diagnose(fixed(set(template))).objects[0]?.object).toMatchObject({
      spec: { selector: { matchLabels: { app: 'web' } } },
    })
  })

  test('an empty one is filled', () => {
    expect(diagnose(fixed(set(`  selector:\n${template}`))).problems).toEqual([])
  })

  test('one that does not match the template is set to it', () => {
    const text = set(`  selector:\n    matchLabels:\n      app: wep\n${template}`)
    expect(only(text)).toMatchObject({ line: 7 })
    expect(fixed(text)).toBe(set(`  selector:\n    matchLabels:\n      app: web\n${template}`))
  })

  test('expressions are understood', () => {
    expect(
      diagnose(set(`  selector: {matchExpressions: [{key: app, operator: In, values: [web]}]}\n${template}`)).problems,
    ).toEqual([])
  })
})

describe('what cannot be read', () => {
  test('a key written twice is marked at its second place', () => {
    expect(only('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  a: b\n  a: c\n')).toMatchObject({
      line: 6,
      column: 3,
      message: '`a` is written twice here; the first is in line 5.',
    })
  })

  test('a misspelled field is named with the one that was meant', () => {
    const text = set(`  replica: 0\n${selector}${template}`)
    expect(only(text)).toMatchObject({
      line: 6,
      message: '`replica` is no field of `spec`.',
      advice: 'Write `replicas`.',
    })
    expect(fixed(text)).toContain('  replicas: 0\n')
  })

  test('a colon without a space gets one', () => {
    expect(fixed(set(`  replicas:0\n${selector}${template}`))).toContain('  replicas: 0\n')
  })

  test('an open quote is marked where it opens', () => {
    expect(only('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  a: "b\n  c: d\n')).toMatchObject({
      line: 5,
    })
  })

  test('a value that begins with @ is put in quotes', () => {
    expect(diagnose(fixed('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  a: @b\n')).problems).toEqual(
      [],
    )
  })

  test('a text that is no object says so', () => {
    for (const text of ['hello', '[1, 2]']) expect(only(text).message).toContain('no manifest')
  })

  test('nothing is nothing: no problem, no object', () => {
    for (const text of ['', '---\n', '# a comment\n']) expect(diagnose(text)).toEqual({ problems: [], objects: [] })
  })

  test('one broken document keeps its place among good ones', () => {
    const good = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'
    expect(only(`${good}---\nkind: ConfigMap\nmetadata: {name: b}\n---\n${good}`)).toMatchObject({ line: 5 })
  })

  test('yes and no are true and false, as kubectl reads them', () => {
    const { objects } = diagnose(
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\nimmutable: yes\ndata: {a: "no"}\n',
    )
    expect(objects[0]?.object).toMatchObject({ immutable: true, data: { a: 'no' } })
  })
})

describe('hostile texts', () => {
  test('aliases that multiply are refused', () => {
    const lines = Array.from(
      { length: 20 },
      (_, i) => `  a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`,
    )
    const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  a0: &a0 [x]\n${lines.join('\n')}\n`
    expect(only(text).message).toContain('multiply')
  })

  test('an alias of nothing is marked', () => {
    expect(only('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: *b}\n')).toMatchObject({
      line: 4,
      column: 11,
    })
  })

  test('__proto__ is refused and changes nothing', () => {
    expect(only('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n__proto__: {polluted: yes}\n').line).toBe(4)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('ten megabytes are refused at once, with the limit', () => {
    expect(only('x: y\n'.repeat(2_000_000)).message).toContain(`${longestManifest / 1024} KB`)
  })

  test('deep nesting is refused', () => {
    expect(only('['.repeat(50_000)).message).toContain('nested')
  })

  test('a thousand problems are cut to what a person reads', () => {
    expect(diagnose('---\na:b\n'.repeat(2_000)).problems).toHaveLength(50)
  })
})
