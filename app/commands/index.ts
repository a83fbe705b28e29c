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
export { CommandButton } from './command-button'
export { create, type ManifestObject } from './create'
export { execute } from './execute'
export { commandForKey, commands, commandsFor } from './table'
export type { Command } from './types'
