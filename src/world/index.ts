export { defaultSettings, recordedSettings } from './settings'
export type * from './types'
export { createWorld, restoreWorld } from './world'
