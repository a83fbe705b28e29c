export {
  betaProvisionerAnnotation,
  bindCompletedAnnotation,
  boundByControllerAnnotation,
  provisionedByAnnotation,
  provisionerAnnotation,
  selectedNodeAnnotation,
} from './annotations'
export {
  allowsManyNodes,
  attachmentName,
  deviceAt,
  deviceName,
  managedNodeAnnotation,
  partsOfDevice,
} from './attachment'
export { bindVolume, referenceTo } from './bind-volume'
export { bestVolumeAt, candidateVolumesAt, volumesReservedForAt } from './candidates'
export {
  classNameOf,
  classOfClaimAt,
  defaultClassAmong,
  defaultClassAt,
  delaysBindingAt,
  isDefaultClass,
  namesClass,
} from './classes'
export { blockDisksPerMachine, blockDriver, labDrivers, shareDriver } from './drivers'
export { findMatchingVolume, type MatchOptions } from './find-volume'
export { capacityBytesOf, hasAttributesOf, hasModeOf, isBoundTo, offersModes, requestedBytesOf } from './fit'
export { claimAt, isMadeFor, type MountedClaim, mountedClaims, ownClaimAt } from './mounted-claims'
export { isReachableFrom } from './node-affinity'
export { isPodOver } from './pods'
