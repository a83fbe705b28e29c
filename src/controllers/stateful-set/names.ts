/** Labels that tell a StatefulSet's pod who it is (apps/v1 types.go). */
export const podNameLabel = 'statefulset.kubernetes.io/pod-name'
export const podIndexLabel = 'apps.kubernetes.io/pod-index'
export const revisionLabel = 'controller-revision-hash'
/** On a ControllerRevision (controller/history). */
export const hashLabel = 'controller.kubernetes.io/hash'

/** The controller's name: the source of its events. */
export const controllerName = 'statefulset-controller'

/** What an ordinal that cannot be read counts as; such a pod is claimed and otherwise ignored. */
export const noOrdinal = -1
const mostOrdinal = 2_147_483_647

/** `<set>-<ordinal>` (stateful_set_utils.go, getPodName). */
export function podNameOf(setName: string, ordinal: number): string {
  return `${setName}-${ordinal}`
}

/** `<template>-<set>-<ordinal>` (stateful_set_utils.go, getPersistentVolumeClaimName). */
export function claimNameOf(templateName: string, setName: string, ordinal: number): string {
  return `${templateName}-${setName}-${ordinal}`
}

/**
 * The ordinal in the name of a pod of the set: `<set>-<digits>`. Undefined for a name of another form; `noOrdinal` where the digits exceed
 * 32 bits (stateful_set_utils.go, getParentNameAndOrdinal, isMemberOf).
 */
export function ordinalIn(podName: string, setName: string): number | undefined {
  const start = setName.length + 1
  if (podName.length <= start || podName[start - 1] !== '-' || !podName.startsWith(setName)) return undefined
  return numberAt(podName, start)
}

/** The ordinal that a claim's name ends in, whatever comes before; undefined without one. */
export function trailingOrdinal(claimName: string): number | undefined {
  return numberAt(claimName, claimName.lastIndexOf('-') + 1)
}

function numberAt(text: string, start: number): number | undefined {
  if (start >= text.length) return undefined
  let value = 0
  for (let i = start; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return undefined
    value = value * 10 + digit
  }
  return value > mostOrdinal ? noOrdinal : value
}
