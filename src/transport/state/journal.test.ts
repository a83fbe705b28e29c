import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { begin, setStory } from '../../testing/set-story'
import { createWorld, restoreWorld, type World } from '../../world'
import { Journal, lock, readState, type SavedState, StateError } from '.'

const home = mkdtempSync(join(tmpdir(), 'journal-'))
const journals: Journal[] = []
afterAll(async () => {
  for (const journal of journals) await journal.close(clock).catch(() => undefined)
  rmSync(home, { recursive: true, force: true })
})

/** Journals that a test leaves as a killed server would are closed at the end. */
async function opened(opening: Promise<Journal>): Promise<Journal> {
  const journal = await opening
  journals.push(journal)
  return journal
}

const clock = { paused: false, speed: 10 }
const name = { seed: 3, machines: 3 }
let fileCount = 0
const newFile = () => join(home, `state-${fileCount++}`)
const unexpected = (error: StateError): void => expect(error).toBeUndefined()

function restored(saved: SavedState | undefined): World {
  const { header, snapshot, commits, now } = saved as SavedState
  return restoreWorld({ seed: header.seed, hasMachines: header.machines > 0, snapshot, commits, now })
}

function expectSame(found: World, wanted: World): void {
  expect(found.store.revision).toBe(wanted.store.revision)
  for (const kind of new Set([...wanted.store.objects()].map(object => object.kind).concat('Memo')))
    expect([kind, ...found.store.at().list(kind)]).toEqual([kind, ...wanted.store.at().list(kind)])
}

/** Tells the story of a set, in steps of ten seconds; waits for the journal after each. */
async function tell(world: World, journal: Journal, chapters = setStory.length): Promise<void> {
  for (const chapter of setStory.slice(0, chapters)) {
    begin(world, chapter)
    for (const end = world.now + chapter.thenMs; world.now < end; ) {
      world.run(world.now + 10_000)
      await journal.flushed(clock)
    }
  }
}

/** A file with a short story in it. */
async function written(): Promise<{ readonly file: string; readonly world: World }> {
  const file = newFile()
  const world = createWorld({ seed: 3, machines: 3 })
  const journal = await opened(Journal.begin(world, { file, name, onFailure: unexpected }))
  await tell(world, journal, 1)
  return { file, world }
}

describe('what was flushed', () => {
  test('is in the file, though the journal was never closed', async () => {
    const { file, world } = await written()
    const saved = readState(file)
    expectSame(restored(saved), world)
    expect(saved?.clock).toEqual(clock)
  })

  test('is there from the beginning: a new file is never half a world', async () => {
    const file = newFile()
    const world = createWorld({ seed: 3, machines: 3 })
    await opened(Journal.begin(world, { file, name, onFailure: unexpected }))
    expectSame(restored(readState(file)), world)
  })

  test('can be gone on with, again and again', async () => {
    const { file, world } = await written()
    let last = world
    for (let turn = 0; turn < 3; turn++) {
      const saved = readState(file) as SavedState
      const next = restored(saved)
      expectSame(next, last)
      const journal = await opened(Journal.resume(next, { file, name, onFailure: unexpected }, saved))
      next.run(next.now + 60_000)
      await journal.close(clock)
      expect(readState(file)?.now).toBe(next.now)
      last = next
    }
  })

  test('stays when the file is written anew meanwhile, and the file stays small', async () => {
    const file = newFile()
    const world = createWorld({ seed: 3, machines: 3 })
    const journal = await opened(Journal.begin(world, { file, name, onFailure: unexpected, growthBytes: 20_000 }))
    let largest = 0
    let shrunk = 0
    for (let turn = 0, before = 0; turn < 400; turn++) {
      world.run(world.now + 5_000)
      await journal.flushed(clock)
      const { size } = statSync(file)
      if (size < before) shrunk++
      before = size
      largest = Math.max(largest, size)
      if (turn % 50 === 0) expectSame(restored(readState(file)), world)
    }
    expect(shrunk).toBeGreaterThan(2)
    expect(largest).toBeLessThan(400_000)
    await journal.close(clock)
    expectSame(restored(readState(file)), world)
    expect(existsSync(`${file}.new`)).toBe(false)
  })

  test('everybody who waits while the disk is busy is served by its next turn', async () => {
    const { file, world } = await written()
    const saved = readState(file) as SavedState
    const journal = await opened(Journal.resume(world, { file, name, onFailure: unexpected }, saved))
    const order: number[] = []
    const waits = Array.from({ length: 20 }, (_, turn) => {
      const metadata = { name: `map-${turn}` }
      world.handle({
        method: 'POST',
        path: '/api/v1/namespaces/default/configmaps',
        body: { apiVersion: 'v1', kind: 'ConfigMap', metadata },
      })
      return journal.flushed(clock).then(() => order.push(turn))
    })
    await waits[0]
    expect(order).toEqual([0])
    await Promise.all(waits)
    expect(order).toEqual(order.slice().sort((a, b) => a - b))
    expectSame(restored(readState(file)), world)
  })
})

describe('a file that is not whole', () => {
  test('a last line that was never finished is dropped, wherever it was cut', async () => {
    const { file } = await written()
    const text = readFileSync(file, 'utf8')
    const lastLine = text.lastIndexOf('\n', text.length - 2) + 1
    const whole = readState(file) as SavedState
    for (const cut of [lastLine + 1, lastLine + 12, text.length - 1]) {
      truncateSync(file, cut)
      const saved = readState(file) as SavedState
      expect(saved.bytes).toBe(lastLine)
      const journal = await opened(Journal.resume(restored(saved), { file, name, onFailure: unexpected }, saved))
      await journal.close(clock)
      expect(readState(file)?.commits.length).toBeGreaterThanOrEqual(whole.commits.length - 1)
      writeFileSync(file, text)
    }
  })

  test('damage in the middle is told with its place and what to do, and what comes before can be saved so', async () => {
    const { file } = await written()
    const lines = readFileSync(file, 'utf8').split('\n')
    const at = Math.floor(lines.length / 2)
    const offset = Buffer.byteLength(`${lines.slice(0, at).join('\n')}\n`)
    const damages = [
      lines.with(at, `${lines[at]?.slice(0, -9)}x${lines[at]?.slice(-8)}`),
      lines.toSpliced(at, 1),
      lines.toSpliced(at, 0, lines[at - 1] as string),
      lines.with(at, ''),
    ]
    for (const damaged of damages) {
      writeFileSync(file, damaged.join('\n'))
      expect(() => readState(file)).toThrow(StateError)
      expect(() => readState(file)).toThrow(`damaged at line ${at + 1}, byte ${offset}: `)
      expect(() => readState(file)).toThrow(`head -c ${offset} ${file}`)
    }
    truncateSync(file, offset)
    restored(readState(file)).run(0)
  })

  test('a file of somebody else, or of a later version, is not touched', () => {
    const file = newFile()
    for (const text of ['apiVersion: v1\n', 'x', `{"statefulSetLab":1}\n`]) {
      writeFileSync(file, text)
      expect(() => readState(file)).toThrow('no state file of this lab')
    }
  })

  test('no file, and an empty one, are a beginning', () => {
    const file = newFile()
    expect(readState(file)).toBeUndefined()
    appendFileSync(file, '')
    expect(readState(file)).toBeUndefined()
  })

  test('a folder is an error in words', () => {
    expect(() => readState(home)).toThrow(/cannot read .*EISDIR/)
  })
})

describe('a disk that cannot be written', () => {
  test('lets nobody who waits go on, and says so once', async () => {
    const { file, world } = await written()
    const failures: StateError[] = []
    const saved = readState(file) as SavedState
    const onFailure = (error: StateError) => failures.push(error)
    const journal = await opened(Journal.resume(world, { file, name, onFailure }, saved))
    await journal.close(clock)
    world.run(world.now + 60_000)
    await expect(journal.flushed(clock)).rejects.toThrow(/cannot write/)
    await expect(journal.flushed(clock)).rejects.toThrow(/cannot write/)
    expect(failures).toHaveLength(1)
  })
})

describe('the lock', () => {
  test('is left by the dead and kept by the living', () => {
    const file = newFile()
    writeFileSync(`${file}.lock`, '4194305')
    const unlock = lock(file)
    expect(readFileSync(`${file}.lock`, 'utf8')).toBe(String(process.pid))
    unlock()
    writeFileSync(`${file}.lock`, String(process.ppid))
    expect(() => lock(file)).toThrow(`in use by process ${process.ppid}`)
  })
})
