import { describe, expect, test } from 'vitest'
import { Terminal } from '../../testing/terminal'

/** Held against the real kubectl v1.37.1: `create --dry-run=client -f - -o …`. */
const pod = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - {name: a, image: b, args: ["-c", "multi\\n line\\n"], env: [], resources: {}}
  - {name: b, image: c}
`

function shown(format: string, manifest = pod): string {
  return new Terminal().out(`create --dry-run=client --validate=false -f - -o '${format}'`, manifest)
}

test.each([
  ['name', 'pod/p\n'],
  ['jsonpath={.spec.containers[*].name}', 'a b'],
  ['jsonpath={.spec.containers[?(@.name=="b")].image}', 'c'],
  ['jsonpath={range .spec.containers[*]}{.name}{"\\t"}{.image}{"\\n"}{end}', 'a\tb\nb\tc\n'],
  ['jsonpath={.metadata}', '{"name":"p","namespace":"default"}'],
  ['jsonpath-as-json={.metadata.name}', '[\n    "p"\n]\n'],
  ['go-template={{range .spec.containers}}{{.name}} {{end}}', 'a b '],
  ['go-template={{.metadata.name | printf "%3s|"}}{{.nope}} {{and .x 1}} {{or .x "y"}}', '  p|<no value> <no value> y'],
])('%s', (format, text) => {
  expect(shown(format)).toBe(text)
})

test('custom columns', () => {
  const terminal = new Terminal()
  terminal.out('create -f -', pod)
  const format = 'custom-columns=A:.metadata.name,B:.spec.containers[*].name,C:.nope'
  expect(terminal.out(`get pods -o ${format}`)).toBe('A     B     C\np     a,b   <none>\n')
})

describe('texts that are hard to write', () => {
  const data = {
    '1': 'x',
    '-e': 'q',
    a: '\n',
    b: 'x\n y',
    c: 'tab\there',
    d: '\u{1f600}\u00a0\u0007',
    e: 'no',
    f: '012',
    g: ' x',
  }
  const manifest = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data })

  test('yaml', () => {
    expect(shown('yaml', manifest)).toContain(
      'data:\n  -e: q\n  "1": x\n  a: |2+\n\n  b: |-\n    x\n     y\n  c: "tab\\there"\n  d: "\\U0001F600\u00a0\\a"\n  e: "no"\n  f: "012"\n  g: \' x\'\n',
    )
  })

  test('json', () => {
    expect(shown('json', manifest)).toContain('"data": {\n        "-e": "q",\n        "1": "x",\n        "a": "\\n",')
  })

  test('kyaml', () => {
    expect(shown('kyaml')).toContain(
      '"-c",\n        "\\\n           multi\\n\\\n          \\ line\\n\\\n          ",\n',
    )
  })
})
