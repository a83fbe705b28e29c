export { type ApplyRequest, applyServerSide } from './apply'
export { type ManagedUpdate, updateManagedFields } from './update'
