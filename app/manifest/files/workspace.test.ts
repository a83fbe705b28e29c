import { describe, expect, test } from 'vitest'
import { readWorkspace } from './storage'
import { activeFile, emptyWorkspace, withNew, withOpened, withoutFile, withReopened, withText } from './workspace'

const names = ({ files }: ReturnType<typeof emptyWorkspace>) => files.map(({ name }) => name)

describe('what is typed is never lost', () => {
  test('an example opens in a tab of its own beside what a person wrote', () => {
    const workspace = withOpened(withText(emptyWorkspace(), 'mine'), 'kubia.yaml', 'theirs')
    expect(names(workspace)).toEqual(['manifest.yaml', 'kubia.yaml'])
    expect(activeFile(workspace).text).toBe('theirs')
  })

  test('an empty untouched file gives way', () => {
    expect(names(withOpened(emptyWorkspace(), 'kubia.yaml', 'theirs'))).toEqual(['kubia.yaml'])
  })

  test('opening an example again goes back to its tab with what was typed there', () => {
    const edited = withText(withOpened(emptyWorkspace(), 'kubia.yaml', 'theirs'), 'theirs, and mine')
    const again = withOpened(withNew(edited), 'kubia.yaml', 'theirs')
    expect(activeFile(again).text).toBe('theirs, and mine')
  })

  test('another text of the same name does not replace an edited one', () => {
    const edited = withText(withOpened(emptyWorkspace(), 'kubia.yaml', 'one'), 'one, and mine')
    const other = withOpened(edited, 'kubia.yaml', 'two')
    expect(names(other)).toEqual(['kubia.yaml', 'kubia-2.yaml'])
    expect(withOpened(withOpened(emptyWorkspace(), 'a.yaml', 'one'), 'a.yaml', 'two').files).toHaveLength(1)
  })

  test('a closed file in which a person typed can be opened again', () => {
    const edited = withText(withOpened(emptyWorkspace(), 'kubia.yaml', 'theirs'), 'mine')
    const closed = withoutFile(edited, activeFile(edited).id)
    expect(names(closed)).toEqual(['manifest.yaml'])
    const reopened = withReopened(closed)
    expect(activeFile(reopened)).toMatchObject({ name: 'kubia.yaml', text: 'mine' })
    expect(reopened.closed).toEqual([])
  })

  test('closing goes to the neighbour, and there is always a file', () => {
    const two = withNew(withOpened(emptyWorkspace(), 'a.yaml', 'x'))
    expect(activeFile(withoutFile(two, two.activeId)).name).toBe('a.yaml')
    expect(withoutFile(emptyWorkspace(), '1').files).toHaveLength(1)
  })
})

describe('what was stored', () => {
  test('is read back as it was', () => {
    const workspace = withText(withOpened(emptyWorkspace(), 'kubia.yaml', 'theirs'), 'mine')
    expect(readWorkspace(JSON.parse(JSON.stringify(workspace)))).toEqual(workspace)
  })

  test('is left aside when it is something else', () => {
    for (const value of [null, 'x', {}, { activeId: '1', files: [] }, { activeId: 1, files: [{}] }])
      expect(readWorkspace(value)).toBeUndefined()
  })
})
