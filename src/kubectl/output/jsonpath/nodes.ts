/** What a jsonpath template consists of (client-go `util/jsonpath/node.go`). */
export type Node =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'array'; readonly bounds: Bounds }
  | { readonly type: 'filter'; readonly left: List; readonly right: List; readonly operator: string }
  | { readonly type: 'value'; readonly value: number | boolean }
  | { readonly type: 'wildcard' }
  | { readonly type: 'recursive' }
  | { readonly type: 'union'; readonly lists: readonly List[] }
  | { readonly type: 'identifier'; readonly name: string }
  | { readonly type: 'list'; readonly nodes: List }

export type List = readonly Node[]

/** `[from:to:step]`; undefined where nothing is said. A single index has `isIndex`. */
export interface Bounds {
  readonly from?: number
  readonly to?: number
  readonly step?: number
  readonly isIndex?: boolean
}
