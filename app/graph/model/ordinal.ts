import { controllerOf, type KubernetesObject, type PersistentVolume } from '../../../src/kinds'
import { perObject } from './per-object'
import type { Ordinal } from './types'

const trailing = /-(\d{1,4})$/

/** The number at the end of a name, `kubia-1` → 1. */
function ordinalIn(name: string | undefined): Ordinal {
  const match = name ? trailing.exec(name) : null
  return match ? Number(match[1]) : undefined
}

/** The ordinal of a StatefulSet's pod; undefined for pods without such an identity. */
export const podOrdinal = perObject((pod: KubernetesObject): Ordinal => {
  const isOrdinal =
    controllerOf(pod)?.kind === 'StatefulSet' || pod.metadata.labels?.['apps.kubernetes.io/pod-index'] !== undefined
  return isOrdinal ? ordinalIn(pod.metadata.name) : undefined
})

/** The ordinal of the identity that a claim belongs to, read from its name: claims outlive the sets that made them. */
export function claimOrdinal(name: string | undefined): Ordinal {
  return ordinalIn(name)
}

/** The ordinal of the identity whose claim a volume is bound to, or was. */
export function volumeOrdinal(volume: PersistentVolume): Ordinal {
  return claimOrdinal(volume.spec.claimRef?.name)
}

/** Ten colours, then again from the first; the ordinal is always written as well. */
export function identityClass(ordinal: Ordinal): string {
  return ordinal === undefined ? 'identity identity-none' : `identity identity-${ordinal % 10}`
}
