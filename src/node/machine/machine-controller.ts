import { type Action, type Controller, type Interest, nothing, type Plan } from '../../controllers/runtime'
import type { Disk, PersistentVolume, Sandbox, Time } from '../../kinds'
import { runProcess } from '../../programs'
import type { Seed } from '../../sim'
import type { View } from '../../store'
import { diskNameOf, diskOf, isNetworkVolume } from '../disks'
import { isExecuting } from '../reality'
import { planPower } from './power'

/** Keys other than machine names begin with one of these. */
const processPrefix = 'process/'
const volumePrefix = 'volume/'

/**
 * What is below the kubelet: power and boot of each machine (key: its name), processes that go on by themselves (`process/<sandbox>`), and
 * the disks behind PersistentVolumes (`volume/<name>`), which are there before anybody mounts them.
 */
export function machineController({ seed }: { readonly seed: Seed }): Controller {
  return {
    name: 'machine',
    interests,
    owns: ['Machine', 'Sandbox', 'Disk'],
    plan(view, key, now) {
      if (key.startsWith(processPrefix)) return planProcesses(view, key.slice(processPrefix.length), now, seed)
      if (key.startsWith(volumePrefix)) return planDisks(view, key.slice(volumePrefix.length), now, seed)
      return planPower(view, key, now, seed)
    },
  }
}

const interests: readonly Interest[] = [
  { kind: 'Machine', keysOf: ({ name }) => [name] },
  {
    kind: 'Sandbox',
    keysOf: ({ name, after }) => (after && nextWake(after as Sandbox) !== undefined ? [processPrefix + name] : []),
  },
  { kind: 'PersistentVolume', keysOf: ({ name }) => [volumePrefix + name] },
]

function nextWake(sandbox: Sandbox): Time | undefined {
  let next: Time | undefined
  for (const { phase, wakeAt } of sandbox.status.containers)
    if (phase === 'Running' && wakeAt !== undefined && (next === undefined || wakeAt < next)) next = wakeAt
  return next
}

/** Wakes the processes of a sandbox that asked for it. They need power, and nobody's permission. */
function planProcesses(view: View, name: string, now: Time, seed: Seed): Plan {
  const before = view.get('Sandbox', name)
  if (!before || !isExecuting(view.get('Machine', before.spec.machine))) return nothing
  const disks = new Map<string, Disk>()
  let sandbox = before
  for (const [index, container] of before.status.containers.entries()) {
    if (container.phase !== 'Running' || container.wakeAt === undefined || container.wakeAt > now) continue
    const readDisk = (disk: string) => disks.get(disk) ?? view.get('Disk', disk)
    const turn = runProcess(sandbox, container, { kind: 'wake' }, readDisk, now, seed)
    for (const disk of turn.disks) disks.set(disk.metadata.name, disk)
    const containers = sandbox.status.containers.slice()
    containers[index] = turn.container
    sandbox = { ...sandbox, status: { ...sandbox.status, containers } }
  }
  const wakeAt = nextWake(sandbox)
  const actions: Action[] = [...disks.values()].map(disk => ({ put: disk, verb: 'write' }))
  if (sandbox !== before) actions.push({ put: sandbox, verb: 'run' })
  return { actions, ...(wakeAt !== undefined && { wakeAt }) }
}

/** Keeps the disks behind a volume in step with it: there with the volume, gone with it where its reclaim policy says so. */
function planDisks(view: View, name: string, now: Time, seed: Seed): Plan {
  const volume = view.get('PersistentVolume', name)
  const disks = view.lookup('Disk', 'volume', name)
  if (!volume) {
    const erased = disks.filter(({ spec }) => spec.goesWithVolume)
    return { actions: erased.map(disk => ({ remove: { kind: 'Disk', name: disk.metadata.name }, verb: 'erase' })) }
  }
  const actions: Action[] = []
  for (const disk of disks) {
    const goes = volume.spec.persistentVolumeReclaimPolicy === 'Delete'
    if (goes !== (disk.spec.goesWithVolume ?? false)) actions.push({ put: withFate(disk, goes), verb: 'note' })
  }
  if (isNetworkVolume(volume)) actions.push(...networkDisk(view, volume, now, seed))
  return actions.length === 0 ? nothing : { actions }
}

function withFate(disk: Disk, goesWithVolume: boolean): Disk {
  const { goesWithVolume: _, ...spec } = disk.spec
  return { ...disk, spec: goesWithVolume ? { ...spec, goesWithVolume } : spec }
}

/** A network disk is there as soon as a volume names it; one that was there before belongs to the newest volume that does. */
function networkDisk(view: View, volume: PersistentVolume, now: Time, seed: Seed): Action[] {
  const existing = view.get('Disk', diskNameOf(volume, ''))
  if (!existing) return [{ put: diskOf(volume, '', now, seed), verb: 'create' }]
  const owner = existing.spec.volume
  const isFree = owner === undefined || !view.get('PersistentVolume', owner)
  if (!isFree) return []
  const renamed: Disk = { ...existing, spec: { ...existing.spec, volume: volume.metadata.name } }
  return [{ put: renamed, verb: 'note' }]
}
