import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mutantGroups } from './lists'

const controllers = 'src/controllers'

/** The numbered rules of a folder: in a table or a list, with or without brackets. */
function rulesOf(folder: string): readonly string[] {
  const text = readFileSync(join(folder, 'README.md'), 'utf8')
  return [...text.matchAll(/^(?:\| |- )\*{0,2}\[?([A-Z]{2}-\d+)\]?\*{0,2} /gm)].map(match => match[1] as string)
}

/** The folders whose README numbers its rules. */
function numberedFolders(): readonly string[] {
  return [...readdirSync(controllers).map(name => join(controllers, name)), 'src/scheduler'].filter(
    folder => readdirSync(folder).includes('README.md') && rulesOf(folder).length > 0,
  )
}

describe('mutants', () => {
  test('each finds its text exactly once, and changes it', () => {
    const wrong = mutantGroups.flatMap(({ folder, mutants }) =>
      mutants.flatMap(({ rule, what, file, find, replace }) => {
        const count = readFileSync(join(folder, file), 'utf8').split(find).length - 1
        return count === 1 && find !== replace ? [] : [`${rule} (${what}): ${count} times in ${file}`]
      }),
    )
    expect(wrong).toEqual([])
  })

  test('each breaks a rule that its folder knows', () => {
    const unknown = numberedFolders().flatMap(folder => {
      const known = rulesOf(folder)
      const group = mutantGroups.find(one => one.folder === folder)
      return group?.mutants.filter(({ rule }) => !known.includes(rule)).map(({ rule }) => `${folder}: ${rule}`) ?? []
    })
    expect(unknown).toEqual([])
  })

  test('every numbered rule of a controller or the scheduler is broken by one, or cannot be by itself', () => {
    const missing = numberedFolders().flatMap(folder => {
      const group = mutantGroups.find(one => one.folder === folder)
      const broken = new Set([...(group?.mutants.map(({ rule }) => rule) ?? []), ...Object.keys(group?.without ?? {})])
      return rulesOf(folder).filter(rule => !broken.has(rule))
    })
    expect(missing).toEqual([])
  })
})
