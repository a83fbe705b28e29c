import { always, bool, fallback, list, named, nullable, optional, quantity, structsOf, text, texts } from './notation'

/** core/v1: references to other objects, and node selectors. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/api/core/v1')

export const objectReference = struct(
  'v1.ObjectReference',
  {
    kind: text,
    namespace: text,
    name: text,
    uid: named('types.UID'),
    apiVersion: text,
    resourceVersion: text,
    fieldPath: text,
  },
  { atomic: true },
)

export const secretReference = struct('v1.SecretReference', { name: text, namespace: text }, { atomic: true })

const nodeSelectorRequirement = struct('v1.NodeSelectorRequirement', {
  key: always(text),
  operator: always(named('v1.NodeSelectorOperator', 'DoesNotExist', 'Exists', 'Gt', 'In', 'Lt', 'NotIn')),
  values: texts,
})

export const nodeSelectorTerm = struct(
  'v1.NodeSelectorTerm',
  { matchExpressions: list(nodeSelectorRequirement), matchFields: list(nodeSelectorRequirement) },
  { atomic: true },
)

export const nodeSelector = struct(
  'v1.NodeSelector',
  { nodeSelectorTerms: always(list(nodeSelectorTerm)) },
  { atomic: true },
)

export const volumeNodeAffinity = struct('v1.VolumeNodeAffinity', { required: nodeSelector })

export const typedLocalObjectReference = struct(
  'v1.TypedLocalObjectReference',
  { apiGroup: nullable(text), kind: always(text), name: always(text) },
  { atomic: true },
)

export const typedObjectReference = struct('v1.TypedObjectReference', {
  apiGroup: nullable(text),
  kind: always(text),
  name: always(text),
  namespace: optional(text),
})

export const localObjectReference = struct('v1.LocalObjectReference', { name: fallback(text, '') }, { atomic: true })

export const objectFieldSelector = struct(
  'v1.ObjectFieldSelector',
  { apiVersion: text, fieldPath: always(text) },
  { atomic: true },
)

export const resourceFieldSelector = struct(
  'v1.ResourceFieldSelector',
  { containerName: text, resource: always(text), divisor: always(quantity) },
  { atomic: true },
)

export const configMapKeySelector = struct(
  'v1.ConfigMapKeySelector',
  { name: fallback(text, ''), key: always(text), optional: optional(bool) },
  { atomic: true },
)

export const secretKeySelector = struct(
  'v1.SecretKeySelector',
  { name: fallback(text, ''), key: always(text), optional: optional(bool) },
  { atomic: true },
)

export const fileKeySelector = struct(
  'v1.FileKeySelector',
  { volumeName: always(text), path: always(text), key: always(text), optional: optional(fallback(bool, false)) },
  { atomic: true },
)
