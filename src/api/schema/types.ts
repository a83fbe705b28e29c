/**
 * The shape of a field. One description serves decoding (unknown and wrongly typed fields), strategic merge (merge keys), server-side apply
 * (list types), OpenAPI and completion in the editor.
 */
export type Schema =
  | { readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'time' | 'quantity' | 'intOrString' | 'any' }
  | ObjectSchema
  | MapSchema
  | ListSchema

/** A struct: known fields only. */
export interface ObjectSchema {
  readonly type: 'object'
  readonly fields: Readonly<Record<string, Schema>>
  /** `x-kubernetes-map-type: atomic`: replaced whole by apply. */
  readonly atomic?: boolean
  /** The strategic merge drops the other fields when this struct is given (`retainKeys`). */
  readonly retainKeys?: boolean
}

/** String keys of the user's choice. */
export interface MapSchema {
  readonly type: 'map'
  readonly values: Schema
  readonly atomic?: boolean
}

export interface ListSchema {
  readonly type: 'list'
  readonly items: Schema
  /** How a strategic merge patch joins two lists. Absent: replace. */
  readonly merge?: { readonly key?: string }
  /** How server-side apply joins them. Absent: atomic. */
  readonly listType?: 'set' | 'map'
  readonly keys?: readonly string[]
}
