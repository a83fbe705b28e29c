export { type AppliedObject, applyObjects, tryObjects } from './apply'
export { apiVersionOf, type ServedKind, servedKindOf, servedKinds } from './kinds'
