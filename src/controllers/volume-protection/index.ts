export { claimProtectionController } from './claim-protection'
export { volumeProtectionController } from './volume-protection'
