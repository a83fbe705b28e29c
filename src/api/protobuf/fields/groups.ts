import type { FieldNumbers } from './types'

/** The other groups: the fields of each struct in the order of their numbers. Facts of v1.37.1's `generated.proto` files. */
export const storage: FieldNumbers = {
  CSIDriver: 'metadata spec',
  CSIDriverSpec: [
    'attachRequired podInfoOnMount volumeLifecycleModes storageCapacity fsGroupPolicy tokenRequests',
    'requiresRepublish seLinuxMount nodeAllocatableUpdatePeriodSeconds serviceAccountTokenInSecrets',
    'preventPodSchedulingIfMissing',
  ].join(' '),
  CSINode: 'metadata spec status',
  CSINodeDriver: 'name nodeID topologyKeys allocatable',
  CSINodeSpec: 'drivers',
  CSINodeStatus: 'storageHealth',
  StorageClass: [
    'metadata provisioner parameters reclaimPolicy mountOptions allowVolumeExpansion volumeBindingMode',
    'allowedTopologies',
  ].join(' '),
  StorageHealth: 'name healthConditions',
  StorageHealthCondition: 'status reason message accessMode volumeMode lastTransitionTime',
  TokenRequest: 'audience expirationSeconds',
  VolumeAttachment: 'metadata spec status',
  VolumeAttachmentSource: 'persistentVolumeName inlineVolumeSpec',
  VolumeAttachmentSpec: 'attacher source nodeName',
  VolumeAttachmentStatus: 'attached attachmentMetadata attachError detachError',
  VolumeError: 'time message errorCode',
  VolumeNodeResources: 'count',
}

export const apps: FieldNumbers = {
  ControllerRevision: 'metadata data revision',
  Deployment: 'metadata spec status',
  DeploymentCondition: 'type status 4 reason message lastUpdateTime lastTransitionTime',
  DeploymentSpec: [
    'replicas selector template strategy minReadySeconds revisionHistoryLimit paused 9 progressDeadlineSeconds',
  ].join(' '),
  DeploymentStatus: [
    'observedGeneration replicas updatedReplicas availableReplicas unavailableReplicas conditions readyReplicas',
    'collisionCount terminatingReplicas',
  ].join(' '),
  DeploymentStrategy: 'type rollingUpdate',
  ReplicaSet: 'metadata spec status',
  ReplicaSetCondition: 'type status lastTransitionTime reason message',
  ReplicaSetSpec: 'replicas selector template minReadySeconds',
  ReplicaSetStatus: [
    'replicas fullyLabeledReplicas observedGeneration readyReplicas availableReplicas conditions',
    'terminatingReplicas',
  ].join(' '),
  RollingUpdateDeployment: 'maxUnavailable maxSurge',
  RollingUpdateStatefulSetStrategy: 'partition maxUnavailable',
  StatefulSet: 'metadata spec status',
  StatefulSetCondition: 'type status lastTransitionTime reason message',
  StatefulSetOrdinals: 'start',
  StatefulSetPersistentVolumeClaimRetentionPolicy: 'whenDeleted whenScaled',
  StatefulSetSpec: [
    'replicas selector template volumeClaimTemplates serviceName podManagementPolicy updateStrategy',
    'revisionHistoryLimit minReadySeconds persistentVolumeClaimRetentionPolicy ordinals',
  ].join(' '),
  StatefulSetStatus: [
    'observedGeneration replicas readyReplicas currentReplicas updatedReplicas currentRevision updateRevision 9',
    'collisionCount conditions availableReplicas',
  ].join(' '),
  StatefulSetUpdateStrategy: 'type rollingUpdate',
}

export const apiextensions: FieldNumbers = {
  CustomResourceColumnDefinition: 'name type format description priority jsonPath',
  CustomResourceConversion: 'strategy webhook',
  CustomResourceDefinition: 'metadata spec status',
  CustomResourceDefinitionCondition: 'type status lastTransitionTime reason message observedGeneration',
  CustomResourceDefinitionNames: 'plural singular shortNames kind listKind categories',
  CustomResourceDefinitionSpec: 'group 3 names scope 7 versions 9 conversion preserveUnknownFields',
  CustomResourceDefinitionStatus: 'conditions acceptedNames storedVersions observedGeneration',
  CustomResourceDefinitionVersion: [
    'name served storage schema subresources additionalPrinterColumns deprecated deprecationWarning',
    'selectableFields',
  ].join(' '),
  CustomResourceSubresourceScale: 'specReplicasPath statusReplicasPath labelSelectorPath',
  CustomResourceSubresourceStatus: '',
  CustomResourceSubresources: 'status scale',
  CustomResourceValidation: 'openAPIV3Schema',
  SelectableField: 'jsonPath',
  ServiceReference: 'namespace name path port',
  WebhookClientConfig: 'service caBundle url',
  WebhookConversion: '2 clientConfig conversionReviewVersions',
}

export const discovery: FieldNumbers = {
  Endpoint: 'addresses conditions hostname targetRef deprecatedTopology nodeName zone hints',
  EndpointConditions: 'ready serving terminating',
  EndpointHints: 'forZones forNodes',
  EndpointPort: 'name protocol port appProtocol',
  EndpointSlice: 'metadata endpoints ports addressType',
  ForNode: 'name',
  ForZone: 'name',
}

export const events: FieldNumbers = {
  Event: [
    'metadata eventTime series reportingController reportingInstance action reason regarding related note type',
    'deprecatedSource deprecatedFirstTimestamp deprecatedLastTimestamp deprecatedCount',
  ].join(' '),
  EventSeries: 'count lastObservedTime',
}

export const policy: FieldNumbers = {
  Eviction: 'metadata deleteOptions',
  PodDisruptionBudget: 'metadata spec status',
  PodDisruptionBudgetSpec: 'minAvailable selector maxUnavailable unhealthyPodEvictionPolicy',
  PodDisruptionBudgetStatus: [
    'observedGeneration disruptedPods disruptionsAllowed currentHealthy desiredHealthy expectedPods conditions',
  ].join(' '),
}

export const coordination: FieldNumbers = {
  Lease: 'metadata spec',
  LeaseSpec: 'holderIdentity leaseDurationSeconds acquireTime renewTime leaseTransitions strategy preferredHolder',
}

export const authorization: FieldNumbers = {
  LabelSelectorAttributes: 'rawSelector requirements',
  FieldSelectorAttributes: 'rawSelector requirements',
  LocalSubjectAccessReview: 'metadata spec status',
  NonResourceAttributes: 'path verb',
  NonResourceRule: 'verbs nonResourceURLs',
  ResourceAttributes: 'namespace verb group version resource subresource name fieldSelector labelSelector',
  ResourceRule: 'verbs apiGroups resources resourceNames',
  SelfSubjectAccessReview: 'metadata spec status',
  SelfSubjectAccessReviewSpec: 'resourceAttributes nonResourceAttributes',
  SelfSubjectRulesReview: 'metadata spec status',
  SelfSubjectRulesReviewSpec: 'namespace',
  SubjectAccessReview: 'metadata spec status',
  SubjectAccessReviewSpec: 'resourceAttributes nonResourceAttributes user groups extra uid',
  SubjectAccessReviewStatus: 'allowed reason evaluationError denied',
  SubjectRulesReviewStatus: 'resourceRules nonResourceRules incomplete evaluationError',
}

export const scheduling: FieldNumbers = {
  PriorityClass: 'metadata value globalDefault description preemptionPolicy',
}

export const autoscaling: FieldNumbers = {
  Scale: 'metadata spec status',
  ScaleSpec: 'replicas',
  ScaleStatus: 'replicas selector',
}

export const authentication: FieldNumbers = {
  BoundObjectReference: 'kind apiVersion name uid',
  SelfSubjectReview: 'metadata status',
  SelfSubjectReviewStatus: 'userInfo',
  TokenRequest: 'metadata spec status',
  TokenRequestSpec: 'audiences 3 boundObjectRef expirationSeconds attestations',
  TokenRequestStatus: 'token expirationTimestamp',
  TokenReview: 'metadata spec status',
  TokenReviewSpec: 'token audiences',
  TokenReviewStatus: 'authenticated user error audiences',
  UserInfo: 'username uid groups extra',
}
