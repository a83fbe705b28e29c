import { controllerOf, type Disk, isTerminating, type Pod, type StatefulSet } from '../kinds'
import type { Change, Commit, View } from '../store'
import { allowsManyNodes } from '../volumes'
import type { World } from '../world'
import { evictionInvariants } from './eviction-invariants'
import { workloadInvariants } from './workload-invariants'

/** What must hold after every commit. `view` is the world right after it; a returned text says how it is broken. */
export interface Invariant {
  /** What the rule says, in words. */
  readonly name: string
  check(view: View, commit: Commit, world: World): string | undefined
}

/** The rules of every cluster, whatever happens to its machines. */
export const invariants: readonly Invariant[] = [
  { name: 'a revision is stamped on what it wrote', check: stampedRevision },
  { name: 'a pod never moves, and never comes back from the dead', check: podKeepsItsFate },
  { name: 'under OrderedReady no pod is created before its predecessors are Ready', check: orderedCreation },
  { name: 'a bound claim and its volume agree, and no volume serves two claims', check: boundPairsAgree },
  { name: 'one pod object runs in at most one sandbox', check: oneSandboxPerPod },
  {
    name: 'a disk for one machine hangs on one machine, and on none that its attachments do not name',
    check: disksHangOnce,
  },
  { name: 'nobody writes to a disk that is not attached to its machine', check: writersReach },
  { name: 'no status counts more ready pods than there are', check: countsAreOrdered },
  ...workloadInvariants,
  ...evictionInvariants,
]

function first<T>(items: readonly T[], explain: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const text = explain(item)
    if (text !== undefined) return text
  }
  return undefined
}

function stampedRevision(_: View, { revision, changes }: Commit): string | undefined {
  return first(changes, ({ kind, name, after }) =>
    after && kind !== 'Memo' && after.metadata.resourceVersion !== String(revision)
      ? `${kind} ${name} carries ${after.metadata.resourceVersion} at revision ${revision}`
      : undefined,
  )
}

function podKeepsItsFate(_: View, { changes }: Commit): string | undefined {
  return first(changes, change => {
    const [before, after] = [change.before, change.after] as (Pod | undefined)[]
    if (change.kind !== 'Pod' || !before || !after) return undefined
    if (before.metadata.uid !== after.metadata.uid) return `pod ${change.name} changed its uid in one commit`
    if (before.spec.nodeName && before.spec.nodeName !== after.spec.nodeName)
      return `pod ${change.name} moved to ${after.spec.nodeName}`
    const isDead = before.status.phase === 'Failed' || before.status.phase === 'Succeeded'
    return isDead && after.status.phase !== before.status.phase
      ? `pod ${change.name} left phase ${before.status.phase}`
      : undefined
  })
}

function orderedCreation(_: View, { changes, cause }: Commit, world: World): string | undefined {
  if (cause.actor !== 'statefulset-controller' || cause.because === undefined) return undefined
  const seen = world.store.at(cause.because)
  return first(changes, change => {
    if (change.kind !== 'Pod' || change.before || !change.after) return undefined
    const set = seen.get('StatefulSet', controllerOf(change.after)?.name ?? '', change.namespace)
    return set?.spec.podManagementPolicy === 'OrderedReady' ? missingPredecessor(seen, set, change) : undefined
  })
}

function missingPredecessor(seen: View, set: StatefulSet, { name, namespace }: Change): string | undefined {
  const ordinal = Number(name.slice(name.lastIndexOf('-') + 1))
  for (let i = set.spec.ordinals?.start ?? 0; i < ordinal; i++) {
    const pod = seen.get('Pod', `${set.metadata.name}-${i}`, namespace)
    const isReady = pod?.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True')
    if (!pod || !isReady || isTerminating(pod))
      return `${name} was created while ${set.metadata.name}-${i} was not Ready`
  }
  return undefined
}

function boundPairsAgree(view: View, { changes }: Commit): string | undefined {
  return first(changes, ({ kind, name, namespace, after }) => {
    if (!after || (kind !== 'PersistentVolumeClaim' && kind !== 'PersistentVolume')) return undefined
    if (kind === 'PersistentVolumeClaim') {
      const claim = view.get('PersistentVolumeClaim', name, namespace)
      if (claim?.status.phase !== 'Bound' || !claim.spec.volumeName) return undefined
      const volume = view.get('PersistentVolume', claim.spec.volumeName)
      const { claimRef } = volume?.spec ?? {}
      return volume && claimRef?.uid !== claim.metadata.uid
        ? `claim ${name} is Bound to ${claim.spec.volumeName}, which belongs to ${claimRef?.name}`
        : undefined
    }
    const users = view
      .list('PersistentVolumeClaim')
      .filter(claim => claim.status.phase === 'Bound' && claim.spec.volumeName === name)
    return users.length > 1
      ? `volume ${name} serves ${users.map(claim => claim.metadata.name).join(' and ')}`
      : undefined
  })
}

function oneSandboxPerPod(view: View, { changes }: Commit): string | undefined {
  return first(changes, ({ kind, after }) => {
    if (kind !== 'Sandbox' || !after) return undefined
    const uid = (after as unknown as { spec: { pod: Pod } }).spec.pod.metadata.uid
    const living = view
      .lookup('Sandbox', 'podUID', uid)
      .filter(({ status }) => status.containers.some(({ phase }) => phase === 'Running'))
    return living.length > 1
      ? `pod uid ${uid} runs on ${living.map(({ spec }) => spec.machine).join(' and ')}`
      : undefined
  })
}

function disksHangOnce(view: View, { changes }: Commit): string | undefined {
  return first(changes, ({ kind, name, after }) => {
    if (kind !== 'Disk' || !after) return undefined
    const { spec, status } = after as Disk
    const machines = status.attachedTo ?? []
    const volume = view.get('PersistentVolume', spec.volume ?? '')
    if (machines.length > 1 && volume && !allowsManyNodes(volume))
      return `disk ${name} hangs on ${machines.join(' and ')}`
    const named = view
      .lookup('VolumeAttachment', 'volume', spec.volume ?? '')
      .map(attachment => attachment.spec.nodeName)
    const stray = machines.find(machine => !named.includes(machine))
    return stray === undefined ? undefined : `disk ${name} hangs on ${stray}, and no VolumeAttachment says so`
  })
}

/** Who no longer reaches a disk has written nothing to it. */
function writersReach(_: View, { changes }: Commit): string | undefined {
  return first(changes, ({ kind, name, before, after }) => {
    if (kind !== 'Disk' || !before || !after) return undefined
    const { spec, status } = after as Disk
    if (!spec.mustBeAttached || status.files === (before as Disk).status.files) return undefined
    const known = new Set((before as Disk).status.files)
    const stray = status.files.find(file => !known.has(file) && !status.attachedTo?.includes(file.writerMachine))
    return (
      stray && `${stray.writerPod} on ${stray.writerMachine} wrote ${stray.path} to ${name}, which does not hang there`
    )
  })
}

function countsAreOrdered(_: View, { changes }: Commit): string | undefined {
  return first(changes, ({ kind, name, after }) => {
    if (kind !== 'StatefulSet' || !after) return undefined
    const { replicas, readyReplicas = 0, availableReplicas } = (after as StatefulSet).status
    return readyReplicas > replicas || availableReplicas > readyReplicas
      ? `set ${name}: ${replicas} replicas, ${readyReplicas} ready, ${availableReplicas} available`
      : undefined
  })
}

/** Checks every commit since `from`; the first broken rule, with its revision. */
export function brokenInvariant(world: World, from: number): { revision: number; text: string } | undefined {
  const commits = world.store.changesSince(from)
  if (commits === 'compacted') throw new Error('the history to check is compacted')
  for (const commit of commits) {
    const view = world.store.at(commit.revision)
    for (const { name, check } of invariants) {
      const text = check(view, commit, world)
      if (text !== undefined) return { revision: commit.revision, text: `${name}: ${text}` }
    }
  }
  return undefined
}
