export { claimProtectionController, claimUnusedController } from './claim-protection'
export { volumeProtectionController } from './volume-protection'
