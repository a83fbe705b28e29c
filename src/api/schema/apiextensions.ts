import { objectMeta } from './meta'
import {
  always,
  anything,
  bool,
  int32,
  keyed,
  list,
  named,
  optional,
  structsOf,
  text,
  texts,
  time,
  typeMeta,
} from './notation'

/** apiextensions.k8s.io/v1: CustomResourceDefinition. Facts of v1.37.1's Go types; schemas are kept as they came. */

const struct = structsOf('k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1')

const names = struct('v1.CustomResourceDefinitionNames', {
  plural: always(text),
  singular: text,
  shortNames: texts,
  kind: always(text),
  listKind: text,
  categories: texts,
})

const validation = struct('v1.CustomResourceValidation', { openAPIV3Schema: optional(anything) })

const scale = struct('v1.CustomResourceSubresourceScale', {
  specReplicasPath: always(text),
  statusReplicasPath: always(text),
  labelSelectorPath: optional(text),
})

const subresources = struct('v1.CustomResourceSubresources', {
  status: struct('v1.CustomResourceSubresourceStatus', {}),
  scale,
})

const column = struct('v1.CustomResourceColumnDefinition', {
  name: always(text),
  type: always(text),
  format: text,
  description: text,
  priority: int32,
  jsonPath: always(text),
})

const version = struct('v1.CustomResourceDefinitionVersion', {
  name: always(text),
  served: always(bool),
  storage: always(bool),
  deprecated: bool,
  deprecationWarning: optional(text),
  schema: validation,
  subresources,
  additionalPrinterColumns: list(column),
  selectableFields: list(struct('v1.SelectableField', { jsonPath: always(text) })),
})

const serviceReference = struct('v1.ServiceReference', {
  namespace: always(text),
  name: always(text),
  path: optional(text),
  port: optional(int32),
})

const conversion = struct('v1.CustomResourceConversion', {
  strategy: always(named('v1.ConversionStrategyType')),
  webhook: struct('v1.WebhookConversion', {
    clientConfig: struct('v1.WebhookClientConfig', { url: optional(text), service: serviceReference, caBundle: text }),
    conversionReviewVersions: always(texts),
  }),
})

const condition = struct('v1.CustomResourceDefinitionCondition', {
  type: always(named('v1.CustomResourceDefinitionConditionType')),
  status: always(named('v1.ConditionStatus')),
  lastTransitionTime: time,
  reason: text,
  message: text,
})

export const customResourceDefinition = struct('v1.CustomResourceDefinition', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(
    struct('v1.CustomResourceDefinitionSpec', {
      group: always(text),
      names: always(names),
      scope: always(named('v1.ResourceScope')),
      versions: always(list(version)),
      conversion,
      preserveUnknownFields: bool,
    }),
  ),
  status: always(
    struct('v1.CustomResourceDefinitionStatus', {
      conditions: always(keyed(condition, 'type')),
      acceptedNames: always(names),
      storedVersions: always(texts),
    }),
  ),
})
