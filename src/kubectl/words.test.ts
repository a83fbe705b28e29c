import { expect, test } from 'vitest'
import { splitWords } from './words'

test.each([
  ['get pods', ['get', 'pods']],
  ['  a \'b c\'d "e \\" f" ', ['a', 'b cd', 'e " f']],
  ['-o jsonpath=\'{.a}{"\\n"}\'', ['-o', 'jsonpath={.a}{"\\n"}']],
  ['a\\ b "" c', ['a b', '', 'c']],
  ["open 'quote", ['open', 'quote']],
])('%s', (line, words) => {
  expect(splitWords(line)).toEqual(words)
})
