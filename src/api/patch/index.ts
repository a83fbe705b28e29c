export { applyJsonPatch, unknownOperationFields } from './json-patch'
export { applyMergePatch, diffMergePatch } from './merge-patch'
export { applyStrategicMergePatch } from './strategic-merge'
