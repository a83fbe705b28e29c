import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { second } from '../../sim'
import type { Snapshot } from '../../store'
import { restoreWorld, type World } from '../../world'
import { folder } from './folder'
import { builders, type WorldName } from './world-builders'

/** A world that was built once and kept, so that what the engine learns later does not change what kubectl says of it. */
export interface KeptWorld {
  readonly seed: number
  readonly now: number
  readonly snapshot: Snapshot
}

/** The world as it was kept. */
export function keptWorld(name: WorldName): KeptWorld {
  return JSON.parse(gunzipSync(readFileSync(fileOf(name))).toString('utf8')) as KeptWorld
}

/** A world at the kept instant, for one line: whatever the line writes, the next one does not see. */
export function worldAt({ seed, now, snapshot }: KeptWorld): World {
  return restoreWorld({ seed, now, snapshot, commits: [], hasMachines: true })
}

/** Builds a world anew, at a whole second of its clock, and keeps it. */
export function keepWorld(name: WorldName): void {
  const world = builders[name]()
  world.run(Math.ceil(world.now / second) * second)
  const { store, seed, now } = world
  const snapshot: Snapshot = { revision: store.revision, time: now, objects: [...store.objects()] }
  writeFileSync(fileOf(name), gzipSync(JSON.stringify({ seed, now, snapshot }), { level: 9 }))
}

function fileOf(name: WorldName): string {
  return `${folder}/${name}.world.json.gz`
}
