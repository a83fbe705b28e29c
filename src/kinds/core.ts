import type { Condition, KubernetesObject, Timestamp } from './meta'
import type { ObjectReference } from './storage'

export interface Namespace extends KubernetesObject {
  readonly spec: { readonly finalizers?: readonly string[] }
  readonly status: { readonly phase: 'Active' | 'Terminating'; readonly conditions?: readonly Condition[] }
}

export interface ConfigMap extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>
  readonly binaryData?: Readonly<Record<string, string>>
  readonly immutable?: boolean
}

/** core/v1 Event: what a component noticed about an object. */
export interface Event extends KubernetesObject {
  readonly involvedObject: ObjectReference
  readonly reason: string
  readonly message: string
  readonly source: { readonly component?: string; readonly host?: string }
  readonly firstTimestamp: Timestamp | null
  readonly lastTimestamp: Timestamp | null
  readonly count?: number
  readonly type: 'Normal' | 'Warning'
  readonly eventTime: Timestamp | null
  readonly reportingComponent: string
  readonly reportingInstance: string
  /** What was being done; events that came through events.k8s.io/v1 have it, and a series instead of a count. */
  readonly action?: string
  readonly series?: { readonly count: number; readonly lastObservedTime: Timestamp }
}
