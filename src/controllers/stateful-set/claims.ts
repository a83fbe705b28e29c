import type { Status } from '../../client'
import type { Manifest, PersistentVolumeClaim, PersistentVolumeClaimTemplate, StatefulSet } from '../../kinds'
import { type Action, type EventNote, errorText } from '../runtime'
import {
  aggregateText,
  claimFailureNote,
  claimNote,
  conflictingControllerNote,
  podFailureNote,
  type Verb,
} from './events'
import { claimNameOf } from './names'
import { type ClaimUser, hasUnexpectedController, ownersMatch, retentionOwners } from './retention'

/** The claims of one ordinal, one entry per claim template; undefined where there is none yet. */
export type Claims = readonly (PersistentVolumeClaim | undefined)[]

/** A claim as the set creates it: its template, with the selector's labels over the template's (getPersistentVolumeClaims). */
export function newClaim(
  set: StatefulSet,
  template: PersistentVolumeClaimTemplate,
  ordinal: number,
): Manifest<PersistentVolumeClaim> {
  const { labels: templateLabels, ...metadata } = template.metadata
  const labels = { ...templateLabels, ...set.spec.selector.matchLabels }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      ...metadata,
      name: claimNameOf(template.metadata.name, set.metadata.name, ordinal),
      ...(set.metadata.namespace && { namespace: set.metadata.namespace }),
      ...(Object.keys(labels).length > 0 && { labels }),
    },
    spec: template.spec,
  }
}

/** Whether there is anything for `claimCreations` to do. */
export function lacksClaim(claims: Claims): boolean {
  for (const claim of claims) if (!claim || claim.metadata.deletionTimestamp !== undefined) return true
  return false
}

/**
 * Creates the claims that are missing; a terminating one is a failure, and neither keeps the others from being tried
 * (stateful_pod_control.go, createPersistentVolumeClaims). `because` is what the pod's failure event says was attempted, if it is sent.
 */
export function claimCreations(
  set: StatefulSet,
  podName: string,
  ordinal: number,
  claims: Claims,
  because: Verb | undefined,
): readonly Action[] {
  const sequences: Action[][] = []
  const causes: ((status: Status) => string)[] = []
  const templates = set.spec.volumeClaimTemplates ?? []
  for (const [index, template] of templates.entries()) {
    const claim = claims[index]
    if (claim && claim.metadata.deletionTimestamp === undefined) continue
    // Of templates with the same name the last counts: upstream keeps them in a map.
    if (templates.findLastIndex(({ metadata }) => metadata.name === template.metadata.name) !== index) continue
    const name = claimNameOf(template.metadata.name, set.metadata.name, ordinal)
    sequences.push([claim ? { fail: `pvc ${name} is being deleted` } : claimCreation(set, podName, ordinal, template)])
    causes.push(claim ? errorText : status => `failed to create PVC ${name}: ${errorText(status)}`)
  }
  if (sequences.length === 0) return []
  const onFailures = (failures: readonly (Status | undefined)[]): readonly EventNote[] => {
    const errors = failures.flatMap((status, index) => (status && causes[index]?.(status)) ?? [])
    return because ? [podFailureNote(because, set, podName, aggregateText(errors))] : []
  }
  return [{ abreast: sequences, onFailures }]
}

function claimCreation(
  set: StatefulSet,
  podName: string,
  ordinal: number,
  template: PersistentVolumeClaimTemplate,
): Action {
  const name = claimNameOf(template.metadata.name, set.metadata.name, ordinal)
  return {
    write: { verb: 'create', kind: 'PersistentVolumeClaim', body: newClaim(set, template, ordinal) },
    onSuccess: [claimNote(set, podName, name)],
    onFailure: status =>
      status.reason === 'AlreadyExists' ? [] : [claimFailureNote(set, podName, name, errorText(status))],
  }
}

/** Whether all claims that exist have the owners that the retention policy asks for (ClaimsMatchRetentionPolicy). */
export function claimsMatchPolicy(claims: Claims, set: StatefulSet, user: ClaimUser): boolean {
  for (const claim of claims) if (claim && !ownersMatch(claim, set, user)) return false
  return true
}

/**
 * Gives the claims that exist the owners that the retention policy asks for (UpdatePodClaimForRetentionPolicy). A failure is told as a
 * failed update of the pod, except where `isSilent`.
 */
export function claimOwnerUpdates(
  set: StatefulSet,
  claims: Claims,
  user: ClaimUser,
  isSilent = false,
): readonly Action[] {
  const actions: Action[] = []
  for (const claim of claims) {
    if (!claim) continue
    const { name, namespace, uid } = claim.metadata
    if (hasUnexpectedController(claim, set, user)) actions.push({ event: conflictingControllerNote(set, name) })
    if (ownersMatch(claim, set, user)) continue
    const owners = retentionOwners(claim, set, user)
    const failureOf = (status: Status): string =>
      `could not update claim ${name} for delete policy ownerRefs: ${errorText(status)}`
    actions.push({
      write: {
        verb: 'patch',
        kind: 'PersistentVolumeClaim',
        name,
        ...(namespace && { namespace }),
        patchType: 'merge',
        body: { metadata: { uid, ownerReferences: owners.length > 0 ? owners : null } },
      },
      ...(!isSilent && { onFailure: status => [podFailureNote('Update', set, user.pod.name, failureOf(status))] }),
    })
  }
  return actions
}
