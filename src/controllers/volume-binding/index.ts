export { volumeBindingController } from './controller'
export type { VolumeBindingSettings } from './settings'
