/**
 * What Go's encoding does with a field that is left out or holds its zero value (`""`, `0`, `false`, `[]`, `{}`):
 * - `omit` (default of all but structs): the zero value is dropped (`omitempty` on a plain field);
 * - `keep` (default of structs): a given value stays, zero or not (`omitempty` on a pointer);
 * - `always`: where it is left out, the zero value is written (no `omitempty`, and structs held by value);
 * - `null`: where it is left out, `null` is written (a pointer without `omitempty`);
 * - `verbatim`: a given value stays, zero or null or not (fields of custom resources, which are no Go structs).
 */
export type Presence = 'omit' | 'keep' | 'always' | 'null' | 'verbatim'

interface Described {
  readonly presence?: Presence
  /** Go's name of the type, `v1.PullPolicy`, which error messages print. */
  readonly goType: string
  /** What does not fit stays as it is: whether it may is for validation to say (custom resources). */
  readonly lenient?: boolean
}

/**
 * The shape of a field. One description serves decoding (unknown and wrongly typed fields), strategic merge (merge keys), server-side apply
 * (list types), OpenAPI and completion in the editor.
 */
export type Schema = ScalarSchema | ObjectSchema | MapSchema | ListSchema

export interface ScalarSchema extends Described {
  readonly type: 'string' | 'bytes' | 'integer' | 'number' | 'boolean' | 'time' | 'quantity' | 'intOrString' | 'any'
  /** The values a string may have, where the API names them. */
  readonly values?: readonly string[]
  /** What a missing list-map key counts as (`protocol: TCP`). Not applied by decoding. */
  readonly default?: string | number | boolean
  /** Resource lists are rounded up to thousandths. */
  readonly finest?: 'milli'
}

/** A struct: known fields only. */
export interface ObjectSchema extends Described {
  readonly type: 'object'
  /** Where Go defines the struct. Structs without one have no name of their own in OpenAPI, and stand where they are used. */
  readonly goPackage?: string
  readonly fields: Readonly<Record<string, Schema>>
  /** Names of the fields with presence `always` or `null`. */
  readonly required: readonly string[]
  /** Fields that are not known are kept (`x-kubernetes-preserve-unknown-fields`). */
  readonly keepsUnknown?: boolean
  /** `x-kubernetes-map-type: atomic`: replaced whole by apply. */
  readonly atomic?: boolean
  /** A strategic merge patch puts another in its place instead of merging the two. */
  readonly replaced?: boolean
  /** kubectl's strategic merge patches name the fields to keep (`$retainKeys`) when this struct changes. */
  readonly retainKeys?: boolean
}

/** String keys of the user's choice. */
export interface MapSchema extends Described {
  readonly type: 'map'
  readonly values: Schema
  readonly atomic?: boolean
}

export interface ListSchema extends Described {
  readonly type: 'list'
  readonly items: Schema
  /** How a strategic merge patch joins two lists: by `key`, or as a set of primitives. Absent: replace. */
  readonly merge?: { readonly key?: string; readonly retainKeys?: boolean }
  /** How server-side apply joins them. Absent: atomic. */
  readonly listType?: 'set' | 'map'
  readonly keys?: readonly string[]
}
