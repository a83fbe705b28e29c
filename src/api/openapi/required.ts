import type { ObjectSchema } from '../schema'

/**
 * OpenAPI asks for scalars, lists and maps that are always written, and not for structs and times. Where Go's authors decided otherwise (by
 * `+optional`, `+required`, or by leaving `omitempty` out) it stands here, field by field, as v1.37.1 serves it.
 */
const notRequired: Readonly<Record<string, readonly string[]>> = {
  AzureFilePersistentVolumeSource: ['secretNamespace'],
  CSINodeDriver: ['topologyKeys'],
  ContainerImage: ['names'],
  ControllerRevision: ['revision'],
  CustomResourceDefinitionStatus: ['conditions', 'storedVersions'],
  DeploymentCondition: ['type', 'status'],
  EndpointSlice: ['endpoints', 'ports'],
  Event: ['reportingComponent', 'reportingInstance'],
  GRPCAction: ['service'],
  NodeRuntimeHandler: ['name'],
  PodDisruptionBudgetStatus: ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'],
  PriorityClass: ['value'],
  ProjectedVolumeSource: ['sources'],
  ReplicaSetCondition: ['type', 'status'],
  ResourceFieldSelector: ['divisor'],
  StatefulSetCondition: ['type', 'status'],
  StatefulSetOrdinals: ['start'],
  StatefulSetSpec: ['serviceName'],
  StatefulSetStatus: ['availableReplicas'],
  TokenRequestSpec: ['audiences'],
  TokenRequestStatus: ['token'],
  TypedLocalObjectReference: ['apiGroup'],
  TypedObjectReference: ['apiGroup'],
}

const alsoRequired: Readonly<Record<string, readonly string[]>> = {
  Binding: ['target'],
  CSIDriver: ['spec'],
  CSINode: ['spec'],
  Condition: ['lastTransitionTime'],
  ContainerRestartRule: ['action'],
  ContainerRestartRuleOnExitCodes: ['operator'],
  ControllerRevision: ['data'],
  CustomResourceDefinition: ['spec'],
  CustomResourceDefinitionSpec: ['names'],
  Deployment: ['spec'],
  DeploymentSpec: ['selector', 'template'],
  Event: ['metadata', 'involvedObject'],
  'k8s.io/api/events/v1.Event': ['eventTime'],
  'k8s.io/api/events/v1.EventSeries': ['lastObservedTime'],
  ImageVolumeStatus: ['imageRef'],
  LocalSubjectAccessReview: ['spec'],
  PersistentVolumeClaimTemplate: ['spec'],
  PodCertificateProjection: ['signerName', 'keyType'],
  PreferredSchedulingTerm: ['preference'],
  ReplicaSet: ['spec'],
  ReplicaSetSpec: ['selector'],
  ScaleIOPersistentVolumeSource: ['secretRef'],
  ScaleIOVolumeSource: ['secretRef'],
  SelfSubjectAccessReview: ['spec'],
  SelfSubjectRulesReview: ['spec'],
  StatefulSet: ['spec'],
  StatefulSetSpec: ['selector', 'template'],
  SubjectAccessReview: ['spec'],
  TokenReview: ['spec'],
  TokenReviewSpec: ['token'],
  VolumeAttachment: ['spec'],
  VolumeAttachmentSpec: ['source'],
  WeightedPodAffinityTerm: ['podAffinityTerm'],
}

/** Where Go has other structs of the same names. */
const eventsPackage = 'k8s.io/api/events/v1'

/** Names of the fields of a struct that somebody has to give, sorted. `owner` is the struct's name without its package. */
export function requiredFields(owner: string, { required, fields, goPackage }: ObjectSchema): readonly string[] {
  const asked = required.filter(name => {
    const type = fields[name]?.type
    return type !== 'object' && type !== 'time' && type !== 'any' && !notRequired[owner]?.includes(name)
  })
  return [...asked, ...(alsoRequired[goPackage === eventsPackage ? `${eventsPackage}.${owner}` : owner] ?? [])].sort()
}
