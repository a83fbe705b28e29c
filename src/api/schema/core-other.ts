import { localObjectReference, objectReference } from './core-reference'
import { objectMeta } from './meta'
import {
  always,
  bool,
  bytes,
  int32,
  keyed,
  list,
  map,
  microTime,
  named,
  optional,
  structsOf,
  text,
  textMap,
  texts,
  time,
  typeMeta,
} from './notation'

/** core/v1: ConfigMap, Secret, Namespace, Event, ServiceAccount, Binding. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/api/core/v1')

export const configMap = struct('v1.ConfigMap', {
  ...typeMeta,
  metadata: always(objectMeta),
  immutable: optional(bool),
  data: textMap,
  binaryData: map(bytes),
})

export const eventSource = struct('v1.EventSource', { component: text, host: text })

const eventSeries = struct('v1.EventSeries', { count: int32, lastObservedTime: always(microTime) })

export const event = struct('v1.Event', {
  ...typeMeta,
  metadata: always(objectMeta),
  involvedObject: always(objectReference),
  reason: text,
  message: text,
  source: always(eventSource),
  firstTimestamp: always(time),
  lastTimestamp: always(time),
  count: int32,
  type: text,
  eventTime: always(microTime),
  series: eventSeries,
  action: text,
  related: objectReference,
  reportingComponent: always(text),
  reportingInstance: always(text),
})

const namespaceSpec = struct('v1.NamespaceSpec', { finalizers: list(named('v1.FinalizerName')) })

const namespaceCondition = struct('v1.NamespaceCondition', {
  type: always(named('v1.NamespaceConditionType')),
  status: always(named('v1.ConditionStatus')),
  lastTransitionTime: always(time),
  reason: text,
  message: text,
})

const namespaceStatus = struct('v1.NamespaceStatus', {
  phase: named('v1.NamespacePhase', 'Active', 'Terminating'),
  conditions: keyed(namespaceCondition, 'type'),
})

export const namespace = struct('v1.Namespace', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(namespaceSpec),
  status: always(namespaceStatus),
})

const topologySelectorLabelRequirement = struct('v1.TopologySelectorLabelRequirement', {
  key: always(text),
  values: always(texts),
})

export const topologySelectorTerm = struct(
  'v1.TopologySelectorTerm',
  { matchLabelExpressions: list(topologySelectorLabelRequirement) },
  { atomic: true },
)

export const binding = struct('v1.Binding', {
  ...typeMeta,
  metadata: always(objectMeta),
  target: always(objectReference),
})

export const serviceAccount = struct('v1.ServiceAccount', {
  ...typeMeta,
  metadata: always(objectMeta),
  secrets: keyed(objectReference, 'name'),
  imagePullSecrets: list(localObjectReference),
  automountServiceAccountToken: optional(bool),
})

export const secret = struct('v1.Secret', {
  ...typeMeta,
  metadata: always(objectMeta),
  immutable: optional(bool),
  data: map(bytes),
  stringData: textMap,
  type: named('v1.SecretType'),
})
