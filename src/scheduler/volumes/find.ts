import type { Node, PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../kinds'
import type { View } from '../../store'
import {
  candidateVolumesAt,
  classOfClaimAt,
  findMatchingVolume,
  isReachableFrom,
  requestedBytesOf,
  selectedNodeAnnotation,
} from '../../volumes'
import { assumptionsAt } from '../queue/notes'
import type { Snapshot } from '../snapshot/snapshot'
import { claimAt, isFullyBound, mountedClaims, waitsForPod } from './claims'

/** A pod's claims, by what placing it has to do about them. */
export interface PodClaims {
  readonly bound: readonly PersistentVolumeClaim[]
  /** Claims that wait for this pod to be placed: those that were promised to a node first, then the smallest first. */
  readonly waiting: readonly WaitingClaim[]
  /** Claims that should be bound already and are not. */
  readonly unbound: readonly PersistentVolumeClaim[]
}

/** A claim with all that does not depend on the node. */
interface WaitingClaim {
  readonly claim: PersistentVolumeClaim
  /** The node that a provisioner was told of before. */
  readonly selectedNode: string | undefined
  /** Volumes it may have. */
  readonly candidates: readonly PersistentVolume[]
  /** What a volume would be made by; undefined where none is made. */
  readonly provisioningClass: StorageClass | undefined
}

/** What binding the pod to a node has to do first. */
export interface VolumeWork {
  readonly bindings: readonly { readonly volume: PersistentVolume; readonly claim: PersistentVolumeClaim }[]
  readonly provisions: readonly PersistentVolumeClaim[]
}

export const conflicts = {
  affinity: "node(s) didn't match PersistentVolume's node affinity",
  binding: "node(s) didn't find available persistent volumes to bind",
  missing: 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)',
} as const

/** Sorts a pod's claims (volumebinding/binder.go: GetPodVolumeClaims). Claims that do not exist are left out. */
export function podClaimsAt(view: View, pod: Pod): PodClaims {
  const bound: PersistentVolumeClaim[] = []
  const waiting: WaitingClaim[] = []
  const unbound: PersistentVolumeClaim[] = []
  for (const mounted of mountedClaims(pod)) {
    const claim = claimAt(view, pod, mounted)
    if (!claim) continue
    if (isFullyBound(claim)) bound.push(claim)
    else if (waitsForPod(view, claim)) waiting.push(waitingClaimAt(view, claim))
    else unbound.push(claim)
  }
  if (waiting.length > 1) waiting.sort(bySelectionAndSize)
  return { bound, waiting, unbound }
}

function waitingClaimAt(view: View, claim: PersistentVolumeClaim): WaitingClaim {
  const storageClass = classOfClaimAt(view, claim)
  return {
    claim,
    selectedNode: claim.metadata.annotations?.[selectedNodeAnnotation],
    candidates: candidateVolumesAt(view, claim),
    provisioningClass: storageClass?.provisioner === 'kubernetes.io/no-provisioner' ? undefined : storageClass,
  }
}

function bySelectionAndSize(a: WaitingClaim, b: WaitingClaim): number {
  if (a.selectedNode !== undefined && b.selectedNode !== undefined) return 0
  if (a.selectedNode !== undefined || b.selectedNode !== undefined) return a.selectedNode !== undefined ? -1 : 1
  return requestedBytesOf(a.claim) - requestedBytesOf(b.claim)
}

/** Whether the pod's volumes say the same to every node: come. */
export function suitAllNodes({ bound, waiting }: PodClaims, view: View): boolean {
  return (
    bound.every(({ spec }) => {
      const volume = view.get('PersistentVolume', spec.volumeName ?? '')
      return volume !== undefined && !volume.spec.nodeAffinity?.required
    }) &&
    waiting.every(
      ({ selectedNode, candidates, provisioningClass }) =>
        selectedNode === undefined &&
        candidates.length === 0 &&
        provisioningClass !== undefined &&
        !provisioningClass.allowedTopologies?.length,
    )
  )
}

/** What the volumes of the pod say to a node: what is to be done, or why it will not do (binder.go: FindPodVolumes). */
export function findVolumes(snapshot: Snapshot, claims: PodClaims, node: Node): VolumeWork | readonly string[] {
  const reasons: string[] = []
  const boundConflict = conflictOfBound(snapshot.view, claims.bound, node)
  if (boundConflict === conflicts.affinity) reasons.push(boundConflict)
  const work = claims.waiting.length > 0 ? findForWaiting(snapshot, claims.waiting, node) : nothingToDo
  if (!work) reasons.push(conflicts.binding)
  if (boundConflict === conflicts.missing) reasons.push(boundConflict)
  return reasons.length > 0 || !work ? reasons : work
}

const nothingToDo: VolumeWork = { bindings: [], provisions: [] }

function conflictOfBound(view: View, claims: readonly PersistentVolumeClaim[], node: Node): string | undefined {
  for (const { spec } of claims) {
    const volume = view.get('PersistentVolume', spec.volumeName ?? '')
    if (!volume) return conflicts.missing
    if (!isReachableFrom(volume, node)) return conflicts.affinity
  }
  return undefined
}

function findForWaiting({ view }: Snapshot, claims: readonly WaitingClaim[], node: Node): VolumeWork | undefined {
  const { name, labels } = node.metadata
  const provisions: PersistentVolumeClaim[] = []
  const bindings: { volume: PersistentVolume; claim: PersistentVolumeClaim }[] = []
  let taken: Set<string> | undefined
  for (const { claim, selectedNode, candidates, provisioningClass } of claims) {
    if (selectedNode !== undefined && selectedNode !== name) return undefined
    if (selectedNode === undefined && candidates.length > 0) {
      taken ??= givenVolumesAt(view)
      const volume = findMatchingVolume(claim, candidates, { node, taken })
      if (volume) {
        taken.add(volume.metadata.name)
        bindings.push({ volume, claim })
        continue
      }
    }
    if (!provisioningClass || !isAllowed(provisioningClass, labels)) return undefined
    provisions.push(claim)
  }
  return { bindings, provisions }
}

/** Volumes that have been given to pods whose binding is under way. */
function givenVolumesAt(view: View): Set<string> {
  const given = new Set<string>()
  for (const { bindings } of assumptionsAt(view)) for (const { volume } of bindings) given.add(volume)
  return given
}

/** Terms of `allowedTopologies` are alternatives; within a term all must hold. */
function isAllowed({ allowedTopologies }: StorageClass, labels: Readonly<Record<string, string>> = {}): boolean {
  if (!allowedTopologies?.length) return true
  return allowedTopologies.some(term =>
    (term.matchLabelExpressions ?? []).every(({ key, values }) => values.includes(labels[key] ?? '')),
  )
}
