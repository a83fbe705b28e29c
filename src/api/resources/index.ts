export { causeOf, type FieldError, forbidden, notSupported, required, tooLong } from './field-error'
export { invalidObject } from './invalid-object'
export { resourceAt, resourceOf, resources } from './registry'
export { type ApiSettings, type Column, defineResource, type Resource, type RuleContext } from './types'
