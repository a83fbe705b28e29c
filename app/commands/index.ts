export {
  type AppliedObject,
  apiVersionOf,
  applyObjects,
  type ServedKind,
  servedKindOf,
  servedKinds,
  tryObjects,
} from './apply'
export { clockTarget } from './clock-target'
export { create, type ManifestObject } from './create'
export { CommandButton } from './command-button'
export { execute } from './execute'
export { commandForKey, commands, commandsFor } from './table'
export type { Command } from './types'
