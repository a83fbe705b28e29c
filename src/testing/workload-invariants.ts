import { fencepostsOf, maxSurge, maxUnavailable } from '../controllers/deployment/fenceposts'
import { isSameTemplate, sum, wantedBy } from '../controllers/deployment/replica-sets'
import { controllerOf, type Deployment, type Pod, type ReplicaSet } from '../kinds'
import type { Change, Commit, View } from '../store'
import type { Invariant } from './invariants'

const desired = 'deployment.kubernetes.io/desired-replicas'

/** The rules of Deployments and ReplicaSets. Each judges what a controller did by the world that it had seen. */
export const workloadInvariants: readonly Invariant[] = [
  { name: 'a Deployment makes no more pods than its size and surge', check: withinSurge },
  { name: 'a rolling update takes no available pod beyond what may be unavailable', check: withinUnavailable },
  { name: 'a Deployment has one ReplicaSet for each template', check: oneSetPerTemplate },
  { name: 'a ReplicaSet makes no more pods than it wants', check: noSurplus },
]

/** What the deployment controller has changed in a set, and the deployment as it had seen it. */
interface Scaling {
  readonly deployment: Deployment
  readonly seen: View
  readonly before: ReplicaSet | undefined
  readonly after: ReplicaSet
}

type World = Parameters<Invariant['check']>[2]

function scalingsIn({ cause, changes }: Commit, world: World): readonly Scaling[] {
  if (cause.actor !== 'deployment-controller' || cause.because === undefined) return []
  const seen = world.store.at(cause.because)
  return changes.flatMap(({ kind, before, after, namespace }: Change) => {
    if (kind !== 'ReplicaSet' || !after) return []
    const deployment = seen.get('Deployment', controllerOf(after)?.name ?? '', namespace)
    return deployment
      ? [{ deployment, seen, before: before as ReplicaSet | undefined, after: after as ReplicaSet }]
      : []
  })
}

function setsOf(view: View, deployment: Deployment): readonly ReplicaSet[] {
  return view.lookup('ReplicaSet', 'owner', deployment.metadata.uid)
}

function withinSurge(view: View, commit: Commit, world: World): string | undefined {
  for (const { deployment, before, after } of scalingsIn(commit, world)) {
    if (after.spec.replicas <= (before?.spec.replicas ?? 0)) continue
    const wanted = wantedBy(setsOf(view, deployment))
    const most = deployment.spec.replicas + maxSurge(deployment)
    if (wanted > most) return `${wanted} pods where ${most} are allowed, by growing ${after.metadata.name}`
  }
  return undefined
}

/** Not while it is scaled or paused: then sizes follow, whatever is available. */
function withinUnavailable(view: View, commit: Commit, world: World): string | undefined {
  for (const { deployment, seen, before, after } of scalingsIn(commit, world)) {
    const isRolling = deployment.spec.strategy.type === 'RollingUpdate' && !deployment.spec.paused
    if (!isRolling || !before || after.spec.replicas >= before.spec.replicas) continue
    const known = setsOf(seen, deployment)
    const size = String(deployment.spec.replicas)
    if (known.some(set => set.spec.replicas > 0 && set.metadata.annotations?.[desired] !== size)) continue
    const present = new Map(setsOf(view, deployment).map(set => [set.metadata.uid, set.spec.replicas]))
    const kept = sum(known, set => Math.min(set.status.availableReplicas ?? 0, present.get(set.metadata.uid) ?? 0))
    const available = sum(known, set => set.status.availableReplicas)
    const least = Math.min(available, deployment.spec.replicas - maxUnavailable(deployment))
    if (kept < least) {
      const { unavailable } = fencepostsOf(deployment)
      return `${kept} of ${available} available pods are kept where ${unavailable} of ${size} may be missing`
    }
  }
  return undefined
}

function oneSetPerTemplate(view: View, commit: Commit, world: World): string | undefined {
  for (const { deployment, before, after } of scalingsIn(commit, world)) {
    if (before) continue
    const twin = setsOf(view, deployment).find(
      set => set.metadata.uid !== after.metadata.uid && isSameTemplate(set.spec.template, after.spec.template),
    )
    if (twin) return `${after.metadata.name} has the template of ${twin.metadata.name}`
  }
  return undefined
}

function noSurplus(view: View, { cause, changes }: Commit, world: World): string | undefined {
  if (cause.actor !== 'replicaset-controller' || cause.because === undefined) return undefined
  for (const { kind, before, after } of changes) {
    if (kind !== 'Pod' || before || !after) continue
    const owner = controllerOf(after)
    const wanted = world.store.at(cause.because).get('ReplicaSet', owner?.name ?? '', after.metadata.namespace)
    const living = view.lookup('Pod', 'owner', owner?.uid ?? '').filter(isLiving).length
    if (wanted && living > wanted.spec.replicas)
      return `${owner?.name} has ${living} pods and wanted ${wanted.spec.replicas}`
  }
  return undefined
}

function isLiving({ metadata, status }: Pod): boolean {
  return !metadata.deletionTimestamp && status.phase !== 'Failed' && status.phase !== 'Succeeded'
}
