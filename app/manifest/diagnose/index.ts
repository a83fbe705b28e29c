export { diagnose, fixAll, longestManifest } from './diagnose'
export { type Refusal, refusalProblems } from './server'
export { applyEdits } from './text'
export type { Diagnosis, Fix, LocatedObject, Problem, TextEdit, TextRange } from './types'
