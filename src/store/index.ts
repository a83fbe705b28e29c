export { availableVolumeKey, indexesOf } from './indexes'
export { type Frame, Replica } from './replica'
export type * from './types'
export { type StoreOptions, VersionedStore } from './versioned-store'
