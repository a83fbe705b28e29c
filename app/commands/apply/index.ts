export { type AppliedObject, applyObjects, tryObjects } from './apply'
export { apiVersionOf, type ServedKind, servedKindOf, servedKinds } from './kinds'
export type { ManifestObject } from './manifest-object'
