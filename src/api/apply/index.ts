export { type ApplyRequest, applyServerSide } from './apply'
export { unlessOnlyTimes } from './managers'
export { type ManagedUpdate, updateManagedFields } from './update'
