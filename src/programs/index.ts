export { probeExitCode } from './commands'
export { hostnameOf } from './environment'
export type { ExecInput } from './exec'
export type { ReadDisk } from './files'
export { type ImageReference, parseImage, pullErrorOf } from './image'
export {
  containerSpecOf,
  type ExecTurn,
  endProcess,
  execInProcess,
  type ProcessTurn,
  processOf,
  runProcess,
} from './process'
export { programFor } from './registry'
export type * from './types'
