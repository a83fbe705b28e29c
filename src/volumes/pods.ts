import type { ContainerStatus, Pod } from '../kinds'

/** Whether none of the pod's containers can use a volume any more (pkg/volume/util: IsPodTerminated). */
export function isPodOver({ metadata, status }: Pod): boolean {
  if (status.phase === 'Failed' || status.phase === 'Succeeded') return true
  if (metadata.deletionTimestamp === undefined) return false
  return !isAnyRunning(status.initContainerStatuses) && !isAnyRunning(status.containerStatuses)
}

function isAnyRunning(statuses: readonly ContainerStatus[] | undefined): boolean {
  return statuses?.some(({ state }) => !state?.terminated && !state?.waiting) ?? false
}
