import type { StatefulSet } from '../../kinds'
import type { EventNote } from '../runtime'

export type Verb = 'Create' | 'Update' | 'Delete'

/** What was done to a pod (stateful_pod_control.go, recordPodEvent). */
export function podNote(verb: Verb, set: StatefulSet, podName: string): EventNote {
  const message = `${verb} Pod ${podName} in StatefulSet ${set.metadata.name} successful`
  return { about: set, type: 'Normal', reason: `Successful${verb}`, message }
}

/** What could not be done to a pod, and why. */
export function podFailureNote(verb: Verb, set: StatefulSet, podName: string, error: string): EventNote {
  const message = `${verb} Pod ${podName} in StatefulSet ${set.metadata.name} failed error: ${error}`
  return { about: set, type: 'Warning', reason: `Failed${verb}`, message }
}

/** A claim was made for a pod (stateful_pod_control.go, recordClaimEvent). */
export function claimNote(set: StatefulSet, podName: string, claimName: string): EventNote {
  const message = `Create Claim ${claimName} Pod ${podName} in StatefulSet ${set.metadata.name} success`
  return { about: set, type: 'Normal', reason: 'SuccessfulCreate', message }
}

/** A claim could not be made for a pod, and why. */
export function claimFailureNote(set: StatefulSet, podName: string, claimName: string, error: string): EventNote {
  const message = `Create Claim ${claimName} for Pod ${podName} in StatefulSet ${set.metadata.name} failed error: ${error}`
  return { about: set, type: 'Warning', reason: 'FailedCreate', message }
}

/** Upstream's text, its spelling included (stateful_pod_control.go, UpdatePodClaimForRetentionPolicy). */
export function conflictingControllerNote(set: StatefulSet, claimName: string): EventNote {
  const message =
    `PersistentVolumeClaim ${claimName} has a conflicting OwnerReference that acts as a manging controller, ` +
    'the retention policy is ignored for this claim'
  return { about: set, type: 'Warning', reason: 'ConflictingController', message }
}

/** Several errors as one text: Go's Aggregate, which names doubled ones once. */
export function aggregateText(errors: readonly string[]): string {
  const distinct = [...new Set(errors)]
  return distinct.length === 1 ? (distinct[0] as string) : `[${distinct.join(', ')}]`
}
