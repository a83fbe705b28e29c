export { identityClass } from './ordinal'
export { machineId as machineIdOf } from './reality'
export { type ProjectionMemory, project, projectionMemory } from './project'
export * from './types'
