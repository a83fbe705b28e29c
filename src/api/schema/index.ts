export { type Decoded, decode, type Emptied } from './decode'
export { type JsonRecord, put } from './record'
export { schemaOf } from './registry'
export type { ListSchema, MapSchema, ObjectSchema, Presence, ScalarSchema, Schema } from './types'
