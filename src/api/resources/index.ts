export {
  causeOf,
  type FieldError,
  forbidden,
  invalid as invalidValue,
  notSupported,
  required,
  tooLong,
} from './field-error'
export { invalidObject } from './invalid-object'
export { systemPriorityClasses } from './priorities'
export { resourceOf, resources } from './registry'
export { defaultStatefulSet } from './stateful-set-defaults'
export { topologyLabelsAt } from './topology-labels'
export {
  type ApiSettings,
  type Column,
  defineResource,
  internalPackage,
  type PartName,
  type Resource,
  type RuleContext,
  type ScalePaths,
  type Subresource,
  shownForm,
  storedAs,
  storedForm,
  tableNameOf,
} from './types'
