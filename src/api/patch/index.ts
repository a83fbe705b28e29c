export { applyJsonPatch, unknownOperationFields } from './json-patch'
export { applyMergePatch, diffMergePatch } from './merge-patch'
export { applyStrategicMergePatch } from './strategic-merge'
export { type FieldValidation, type PatchedObject, type PatchRequest, patchObject } from './patch-object'
