import { createWorld, restoreWorld, type World } from '../../world'
import type { ClockSpec } from '../protocol'
import { Journal, lock, readState, type SavedState, StateError } from '../state'
import type { ServeOptions } from './options'

/** A world to serve, and what keeps it. */
export interface KeptWorld {
  readonly world: World
  readonly clock: ClockSpec
  /** Whether it goes on from a file. */
  readonly isRestored: boolean
  readonly journal?: Journal
  /** Lets others have the file. */
  release(): void
}

/** The speed of a cluster for which none was asked. */
const defaultSpeed = 10
const defaultSeed = 7
const defaultNodes = 3

/**
 * The world that the options ask for: the one in the state file where there is one, else a new one, which `fill` is shown before anything is
 * written. Throws StateError for a file that cannot be used.
 */
export async function keptWorld(
  options: ServeOptions,
  fill: (world: World) => void,
  onFailure: (error: StateError) => void,
): Promise<KeptWorld> {
  const { stateFile: file } = options
  if (file === undefined) {
    const world = newWorld(options)
    fill(world)
    return {
      world,
      clock: { paused: false, speed: options.speed ?? defaultSpeed },
      isRestored: false,
      release: () => undefined,
    }
  }
  const release = lock(file)
  try {
    const saved = readState(file)
    if (saved) checkOptions(options, saved, file)
    const world = saved ? worldOf(saved) : newWorld(options)
    if (!saved) fill(world)
    const name = saved?.header ?? { seed: world.seed, machines: options.nodes ?? defaultNodes }
    const journalOptions = { file, name, onFailure }
    const journal = await (saved ? Journal.resume(world, journalOptions, saved) : Journal.begin(world, journalOptions))
    const clock = { paused: saved?.clock?.paused ?? false, speed: options.speed ?? saved?.clock?.speed ?? defaultSpeed }
    return { world, clock, isRestored: saved !== undefined, journal, release }
  } catch (error) {
    release()
    throw isOfFile(error) ? cannotWrite(file, error) : error
  }
}

function newWorld({ seed = defaultSeed, nodes = defaultNodes }: ServeOptions): World {
  return createWorld({ seed, machines: nodes })
}

function worldOf({ header, snapshot, commits, now }: SavedState): World {
  return restoreWorld({ seed: header.seed, hasMachines: header.machines > 0, snapshot, commits, now })
}

/** A cluster keeps the seed and the machines that it began with. */
function checkOptions({ seed, nodes }: ServeOptions, { header }: SavedState, file: string): void {
  const differs = (option: string, wanted: number | undefined, saved: number) => {
    if (wanted !== undefined && wanted !== saved)
      throw new StateError(
        `the cluster in ${file} was begun with ${option} ${saved}: leave ${option} out, or use another file`,
      )
  }
  differs('--seed', seed, header.seed)
  differs('--nodes', nodes, header.machines)
}

function isOfFile(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

function cannotWrite(file: string, { code }: NodeJS.ErrnoException): StateError {
  return new StateError(`cannot write ${file}: ${code}`)
}
