export { identityClass } from './ordinal'
export { type ProjectionMemory, project, projectionMemory } from './project'
export * from './types'
