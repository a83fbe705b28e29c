import type { KubernetesObject } from './meta'
import type { ObjectReference } from './storage'

/** Small pieces of data that should not be shown; values are base64. */
export interface Secret extends KubernetesObject {
  readonly immutable?: boolean
  readonly data?: Readonly<Record<string, string>>
  /** Only in requests: plain text that goes into `data`. */
  readonly stringData?: Readonly<Record<string, string>>
  readonly type: string
}

/** Whom a pod's programs are to the API. */
export interface ServiceAccount extends KubernetesObject {
  readonly secrets?: readonly ObjectReference[]
  readonly imagePullSecrets?: readonly { readonly name?: string }[]
  readonly automountServiceAccountToken?: boolean
}
