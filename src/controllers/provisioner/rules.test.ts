import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('.', import.meta.url).pathname

function numbersIn(text: string, pattern: RegExp): ReadonlySet<number> {
  return new Set([...text.matchAll(pattern)].map(match => Number(match[1])))
}

test('every rule of the README has a test with its number, and no test has a number of its own', () => {
  const rules = numbersIn(readFileSync(`${folder}README.md`, 'utf8'), /^- \[PR-(\d+)\]/gm)
  const tests = readdirSync(folder).filter(file => file.endsWith('.test.ts'))
  const titles = tests.map(file => readFileSync(folder + file, 'utf8')).join('\n')
  const tested = numbersIn(titles, /[`']\[PR-(\d+)\] /g)
  expect([...rules].filter(rule => !tested.has(rule))).toEqual([])
  expect([...tested].filter(rule => !rules.has(rule))).toEqual([])
})
