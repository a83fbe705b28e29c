export { lastAppliedAnnotation, lastAppliedOf, withLastApplied } from './last-applied'
export { type ThreeWay, type ThreeWayPatchType, threeWayPatch } from './three-way'
