import { deepEqual } from '../../base'
import type { CSIDriver } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn } from './columns'
import { duplicate, type FieldError, invalid, notSupported } from './field-error'
import { type Column, defineResource } from './types'

type DriverSpec = CSIDriver['spec']

const groupPolicies = ['File', 'None', 'ReadWriteOnceWithFSType']
const lifecycleModes = ['Persistent', 'Ephemeral']
const shortestToken = 10 * 60
const longestToken = 2 ** 32

/** `pkg/apis/storage/v1/defaults.go: SetDefaults_CSIDriver`. */
function defaults(driver: CSIDriver): CSIDriver {
  const spec: Partial<DriverSpec> = driver.spec ?? {}
  const filled: DriverSpec = {
    ...spec,
    attachRequired: spec.attachRequired ?? true,
    podInfoOnMount: spec.podInfoOnMount ?? false,
    storageCapacity: spec.storageCapacity ?? false,
    fsGroupPolicy: spec.fsGroupPolicy ?? 'ReadWriteOnceWithFSType',
    volumeLifecycleModes: spec.volumeLifecycleModes?.length ? spec.volumeLifecycleModes : ['Persistent'],
    requiresRepublish: spec.requiresRepublish ?? false,
    seLinuxMount: spec.seLinuxMount ?? false,
    preventPodSchedulingIfMissing: spec.preventPodSchedulingIfMissing ?? false,
  }
  return deepEqual(filled, spec) ? driver : { ...driver, spec: filled }
}

/** `ValidateCSIDriver`. */
function validate({ spec }: CSIDriver): readonly FieldError[] {
  const { fsGroupPolicy = '', volumeLifecycleModes = [], nodeAllocatableUpdatePeriodSeconds: period } = spec
  const errors: FieldError[] = []
  if (!groupPolicies.includes(fsGroupPolicy))
    errors.push(notSupported('spec.fsGroupPolicy', fsGroupPolicy, groupPolicies))
  errors.push(...tokenErrors(spec))
  for (const mode of volumeLifecycleModes)
    if (!lifecycleModes.includes(mode)) errors.push(notSupported('spec.volumeLifecycleModes', mode, lifecycleModes))
  if (period !== undefined && period < 10)
    errors.push(
      invalid('spec.nodeAllocatableUpdatePeriodSeconds', period, 'must be greater than or equal to 10 seconds'),
    )
  if (spec.serviceAccountTokenInSecrets !== undefined && !spec.tokenRequests?.length) {
    const detail = 'serviceAccountTokenInSecrets is set but no tokenRequests are specified'
    errors.push(invalid('spec.serviceAccountTokenInSecrets', spec.serviceAccountTokenInSecrets, detail))
  }
  return errors
}

function tokenErrors({ tokenRequests = [] }: DriverSpec): readonly FieldError[] {
  const audiences = new Set<string>()
  return tokenRequests.flatMap(({ audience, expirationSeconds: seconds }, index) => {
    const path = `spec.tokenRequests[${index}]`
    if (audiences.has(audience)) return [duplicate(`${path}.audience`, audience)]
    audiences.add(audience)
    if (seconds === undefined || (seconds >= shortestToken && seconds <= longestToken)) return []
    const limit = seconds < shortestToken ? 'less than 10 minutes' : 'larger than 2^32 seconds'
    return [invalid(`${path}.expirationSeconds`, seconds, `may not specify a duration ${limit}`)]
  })
}

/** `ValidateCSIDriverUpdate`. Upstream names the first field `attachedRequired`. */
function validateUpdate(next: CSIDriver, previous: CSIDriver): readonly FieldError[] {
  const errors = [...validate(next)]
  const { attachRequired, volumeLifecycleModes } = next.spec
  if (attachRequired !== previous.spec.attachRequired)
    errors.push(invalid('spec.attachedRequired', attachRequired, 'field is immutable'))
  if (!deepEqual(volumeLifecycleModes, previous.spec.volumeLifecycleModes))
    errors.push(invalid('spec.volumeLifecycleModes', volumeLifecycleModes, 'field is immutable'))
  return errors
}

/** `pkg/registry/storage/csidriver: WarningsOnCreate, WarningsOnUpdate`. */
function warnings({ spec }: CSIDriver, previous?: CSIDriver): readonly string[] {
  if (!spec.tokenRequests?.length || spec.serviceAccountTokenInSecrets !== undefined) return []
  if (previous && deepEqual(spec.tokenRequests, previous.spec.tokenRequests)) return []
  return [
    'spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes',
  ]
}

/** The first change makes generation 1: a new driver has none. */
function withGeneration(next: CSIDriver, previous: CSIDriver): CSIDriver {
  if (deepEqual(next.spec, previous.spec)) return next
  return { ...next, metadata: { ...next.metadata, generation: (previous.metadata.generation ?? 0) + 1 } }
}

function booleanColumn(name: string, description: string, cell: (spec: DriverSpec) => boolean): Column {
  return { ...textColumn<CSIDriver>(name, description, ({ spec }) => cell(spec)), type: 'boolean' }
}

export const csiDriverResource = defineResource<CSIDriver>({
  kind: 'CSIDriver',
  group: 'storage.k8s.io',
  version: 'v1',
  plural: 'csidrivers',
  singular: 'csidriver',
  shortNames: [],
  categories: [],
  namespaced: false,
  get schema() {
    return schemaOf('CSIDriver')
  },
  subresources: [],
  hasGeneration: false,
  nameRule: 'subdomain',
  answersWithDeleted: true,
  defaults,
  prepareForUpdate: withGeneration,
  validate,
  validateUpdate,
  warnings,
  columns: [
    nameColumn,
    booleanColumn(
      'AttachRequired',
      'attachRequired indicates this CSI volume driver requires an attach operation (because it implements the CSI ControllerPublishVolume() method), and that the Kubernetes attach detach controller should call the attach volume interface which checks the volumeattachment status and waits until the volume is attached before proceeding to mounting. The CSI external-attacher coordinates with CSI volume driver and updates the volumeattachment status when the attach operation is complete. If the value is specified to false, the attach operation will be skipped. Otherwise the attach operation will be called.\n\nThis field is immutable.',
      ({ attachRequired }) => attachRequired ?? true,
    ),
    booleanColumn(
      'PodInfoOnMount',
      'podInfoOnMount indicates this CSI volume driver requires additional pod information (like podName, podUID, etc.) during mount operations, if set to true. If set to false, pod information will not be passed on mount. Default is false.\n\nThe CSI driver specifies podInfoOnMount as part of driver deployment. If true, Kubelet will pass pod information as VolumeContext in the CSI NodePublishVolume() calls. The CSI driver is responsible for parsing and validating the information passed in as VolumeContext.\n\nThe following VolumeContext will be passed if podInfoOnMount is set to true. This list might grow, but the prefix will be used. "csi.storage.k8s.io/pod.name": pod.Name "csi.storage.k8s.io/pod.namespace": pod.Namespace "csi.storage.k8s.io/pod.uid": string(pod.UID) "csi.storage.k8s.io/ephemeral": "true" if the volume is an ephemeral inline volume\n                                defined by a CSIVolumeSource, otherwise "false"\n\n"csi.storage.k8s.io/ephemeral" is a new feature in Kubernetes 1.16. It is only required for drivers which support both the "Persistent" and "Ephemeral" VolumeLifecycleMode. Other drivers can leave pod info disabled and/or ignore this field. As Kubernetes 1.15 doesn\'t support this field, drivers can only support one mode when deployed on such a cluster and the deployment determines which mode that is, for example via a command line parameter of the driver.\n\nThis field was immutable in Kubernetes < 1.29 and now is mutable.',
      ({ podInfoOnMount }) => podInfoOnMount ?? false,
    ),
    booleanColumn(
      'StorageCapacity',
      'storageCapacity indicates that the CSI volume driver wants pod scheduling to consider the storage capacity that the driver deployment will report by creating CSIStorageCapacity objects with capacity information, if set to true.\n\nThe check can be enabled immediately when deploying a driver. In that case, provisioning new volumes with late binding will pause until the driver deployment has published some suitable CSIStorageCapacity object.\n\nAlternatively, the driver can be deployed with the field unset or false and it can be flipped later when storage capacity information has been published.\n\nThis field was immutable in Kubernetes <= 1.22 and now is mutable.',
      ({ storageCapacity }) => storageCapacity ?? false,
    ),
    textColumn<CSIDriver>(
      'TokenRequests',
      'tokenRequests indicates the CSI driver needs pods\' service account tokens it is mounting volume for to do necessary authentication. Kubelet will pass the tokens in VolumeContext in the CSI NodePublishVolume calls. The CSI driver should parse and validate the following VolumeContext: "csi.storage.k8s.io/serviceAccount.tokens": {\n  "<audience>": {\n    "token": <token>,\n    "expirationTimestamp": <expiration timestamp in RFC3339>,\n  },\n  ...\n}\n\nNote: Audience in each TokenRequest should be different and at most one token is empty string. To receive a new token after expiry, RequiresRepublish can be used to trigger NodePublishVolume periodically.',
      ({ spec }) => spec.tokenRequests?.map(({ audience }) => audience).join(',') ?? '<unset>',
    ),
    booleanColumn(
      'RequiresRepublish',
      'requiresRepublish indicates the CSI driver wants `NodePublishVolume` being periodically called to reflect any possible change in the mounted volume. This field defaults to false.\n\nNote: After a successful initial NodePublishVolume call, subsequent calls to NodePublishVolume should only update the contents of the volume. New mount points will not be seen by a running container.',
      ({ requiresRepublish }) => requiresRepublish ?? false,
    ),
    textColumn<CSIDriver>(
      'Modes',
      'volumeLifecycleModes defines what kind of volumes this CSI volume driver supports. The default if the list is empty is "Persistent", which is the usage defined by the CSI specification and implemented in Kubernetes via the usual PV/PVC mechanism.\n\nThe other mode is "Ephemeral". In this mode, volumes are defined inline inside the pod spec with CSIVolumeSource and their lifecycle is tied to the lifecycle of that pod. A driver has to be aware of this because it is only going to get a NodePublishVolume call for such a volume.\n\nFor more information about implementing this mode, see https://kubernetes-csi.github.io/docs/ephemeral-local-volumes.html A driver can support one or more of these modes and more modes may be added in the future.\n\nThis field is beta. This field is immutable.',
      ({ spec }) => spec.volumeLifecycleModes?.join(',') || '<none>',
    ),
    ageColumn,
  ],
})
