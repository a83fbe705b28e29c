import type { FieldNumbers } from './types'

/** meta/v1: the fields of each struct in the order of their numbers. Facts of v1.37.1's `generated.proto` files. */
export const meta: FieldNumbers = {
  Condition: 'type status observedGeneration lastTransitionTime reason message',
  DeleteOptions: [
    'gracePeriodSeconds preconditions orphanDependents propagationPolicy dryRun',
    'ignoreStoreReadErrorWithClusterBreakingPotential',
  ].join(' '),
  LabelSelector: 'matchLabels matchExpressions',
  FieldSelectorRequirement: 'key operator values',
  LabelSelectorRequirement: 'key operator values',
  ManagedFieldsEntry: 'manager operation apiVersion time 6 fieldsType fieldsV1 subresource',
  ObjectMeta: [
    'name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp',
    'deletionGracePeriodSeconds labels annotations ownerReferences finalizers 17 managedFields',
  ].join(' '),
  OwnerReference: 'kind 3 name uid apiVersion controller blockOwnerDeletion',
  Preconditions: 'uid resourceVersion',
}
