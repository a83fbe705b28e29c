import {
  always,
  anything,
  bool,
  int64,
  keyed,
  list,
  named,
  optional,
  structsOf,
  text,
  textMap,
  texts,
  time,
  typeMeta,
} from './notation'

/** meta/v1: what all objects share. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/apimachinery/pkg/apis/meta/v1')

const ownerReference = struct(
  'v1.OwnerReference',
  {
    apiVersion: always(text),
    kind: always(text),
    name: always(text),
    uid: always(named('types.UID')),
    controller: optional(bool),
    blockOwnerDeletion: optional(bool),
  },
  { atomic: true },
)

const managedFieldsEntry = struct('v1.ManagedFieldsEntry', {
  manager: text,
  operation: named('v1.ManagedFieldsOperationType'),
  apiVersion: text,
  time: optional(time),
  fieldsType: text,
  fieldsV1: optional({ ...anything, goType: 'v1.FieldsV1' }),
  subresource: text,
})

export const objectMeta = struct('v1.ObjectMeta', {
  name: text,
  generateName: text,
  namespace: text,
  selfLink: text,
  uid: named('types.UID'),
  resourceVersion: text,
  generation: int64,
  creationTimestamp: time,
  deletionTimestamp: optional(time),
  deletionGracePeriodSeconds: optional(int64),
  labels: textMap,
  annotations: textMap,
  ownerReferences: keyed(ownerReference, 'uid'),
  finalizers: list(text, { merge: {}, listType: 'set' }),
  // An empty list means: forget them all.
  managedFields: optional(list(managedFieldsEntry)),
})

export const labelSelectorRequirement = struct('v1.LabelSelectorRequirement', {
  key: always(text),
  operator: always(named('v1.LabelSelectorOperator')),
  values: texts,
})

export const labelSelector = struct(
  'v1.LabelSelector',
  { matchLabels: textMap, matchExpressions: list(labelSelectorRequirement) },
  { atomic: true },
)

export const condition = struct('v1.Condition', {
  type: always(text),
  status: always(named('v1.ConditionStatus')),
  observedGeneration: int64,
  lastTransitionTime: always(time),
  reason: always(text),
  message: always(text),
})

const preconditions = struct('v1.Preconditions', { uid: optional(named('types.UID')), resourceVersion: optional(text) })

export const deleteOptions = struct('v1.DeleteOptions', {
  ...typeMeta,
  gracePeriodSeconds: optional(int64),
  preconditions,
  orphanDependents: optional(bool),
  propagationPolicy: optional(named('v1.DeletionPropagation')),
  dryRun: texts,
  ignoreStoreReadErrorWithClusterBreakingPotential: optional(bool),
})
