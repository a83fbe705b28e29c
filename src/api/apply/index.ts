export { type ApplyRequest, applyServerSide } from './apply'
export { unlessOnlyTimes } from './owners'
export { type ScaleWrite, updateOwnersThroughScale } from './scale-owners'
export { type ManagedUpdate, updateManagedFields } from './update'
