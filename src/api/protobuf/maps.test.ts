import { expect, test } from 'vitest'
import { schemaOf } from '../schema'
import { binaryText, envelopeOf, MessageWriter } from '.'
import { packages } from './fields'

const entry = (key: string, value: string) => new MessageWriter().text(1, key).text(2, value)

test('the entries of maps are read where they belong: labels and data of a Secret', () => {
  const metadata = new MessageWriter()
    .text(1, 'x')
    .message(11, entry('name', 'book'))
    .message(11, entry('owner', 'helm'))
  const secret = new MessageWriter()
    .message(1, metadata)
    .message(2, entry('release', 'abc'))
    .text(3, 'helm.sh/release.v1')
  const type = new MessageWriter().text(1, 'v1').text(2, 'Secret')
  const text = `k8s\0${binaryText(new MessageWriter().message(1, type).message(2, secret).finish())}`
  expect(envelopeOf(text).read(schemaOf('Secret'))).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'x', labels: { name: 'book', owner: 'helm' } },
    data: { release: btoa('abc') },
    type: 'helm.sh/release.v1',
  })
})

test('every field that has a number has a name', () => {
  const words = Object.values(packages).flatMap(types =>
    Object.values(types).flatMap(fields => fields.split(' ').filter(Boolean)),
  )
  expect(words.filter(word => !/^(\+?[A-Za-z]\w*|\d+)$/.test(word) || word.includes('undefined'))).toEqual([])
})
