export { ephemeralVolumeController } from './controller'
