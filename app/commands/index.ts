export {
  type AppliedObject,
  apiVersionOf,
  applyObjects,
  type ManifestObject,
  type ServedKind,
  servedKindOf,
  servedKinds,
  tryObjects,
} from './apply'
export { clockTarget } from './clock-target'
export { CommandButton } from './command-button'
export { execute } from './execute'
export { commandForKey, commands, commandsFor } from './table'
export type { Command } from './types'
