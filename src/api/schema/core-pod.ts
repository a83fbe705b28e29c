import {
  appArmorProfile,
  container,
  ephemeralContainer,
  resourceRequirements,
  seccompProfile,
  seLinuxOptions,
  windowsSecurityContextOptions,
} from './core-container'
import { podStatus } from './core-pod-status'
import { localObjectReference } from './core-reference'
import { affinity, toleration, topologySpreadConstraint } from './core-scheduling'
import { volume } from './core-volume'
import { objectMeta } from './meta'
import {
  always,
  atomic,
  bool,
  int32,
  int64,
  keyed,
  list,
  named,
  nullable,
  optional,
  resourceList,
  structsOf,
  text,
  textMap,
  texts,
  typeMeta,
} from './notation'

/** core/v1: Pod and its template. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/api/core/v1')

const sysctl = struct('v1.Sysctl', { name: always(text), value: always(text) })

const podSecurityContext = struct('v1.PodSecurityContext', {
  seLinuxOptions,
  windowsOptions: windowsSecurityContextOptions,
  runAsUser: optional(int64),
  runAsGroup: optional(int64),
  runAsNonRoot: optional(bool),
  supplementalGroups: list(int64),
  supplementalGroupsPolicy: optional(named('v1.SupplementalGroupsPolicy', 'Merge', 'Strict')),
  fsGroup: optional(int64),
  sysctls: list(sysctl),
  fsGroupChangePolicy: optional(named('v1.PodFSGroupChangePolicy', 'Always', 'OnRootMismatch')),
  seccompProfile,
  appArmorProfile,
  seLinuxChangePolicy: optional(named('v1.PodSELinuxChangePolicy')),
})

const hostAlias = struct('v1.HostAlias', { ip: always(text), hostnames: texts })

const podDNSConfigOption = struct('v1.PodDNSConfigOption', { name: text, value: optional(text) })

const podDNSConfig = struct('v1.PodDNSConfig', {
  nameservers: texts,
  searches: texts,
  options: list(podDNSConfigOption),
})

const podReadinessGate = struct('v1.PodReadinessGate', { conditionType: always(named('v1.PodConditionType')) })

const podOS = struct('v1.PodOS', { name: always(named('v1.OSName')) })

const podSchedulingGate = struct('v1.PodSchedulingGate', { name: always(text) })

const podResourceClaim = struct('v1.PodResourceClaim', {
  name: always(text),
  resourceClaimName: optional(text),
  resourceClaimTemplateName: optional(text),
})

const podSchedulingGroup = struct('v1.PodSchedulingGroup', { podGroupName: optional(text) })

const evictionResponder = struct(
  'v1.EvictionResponder',
  { name: always(text), priority: nullable(int32) },
  { atomic: true },
)

const podSpec = struct('v1.PodSpec', {
  volumes: list(volume, { merge: { key: 'name', retainKeys: true }, listType: 'map', keys: ['name'] }),
  initContainers: keyed(container, 'name'),
  containers: always(keyed(container, 'name')),
  ephemeralContainers: keyed(ephemeralContainer, 'name'),
  restartPolicy: named('v1.RestartPolicy', 'Always', 'Never', 'OnFailure'),
  terminationGracePeriodSeconds: optional(int64),
  activeDeadlineSeconds: optional(int64),
  dnsPolicy: named('v1.DNSPolicy', 'ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
  nodeSelector: atomic(textMap),
  serviceAccountName: text,
  serviceAccount: text,
  automountServiceAccountToken: optional(bool),
  nodeName: text,
  hostNetwork: bool,
  hostPID: bool,
  hostIPC: bool,
  shareProcessNamespace: optional(bool),
  securityContext: podSecurityContext,
  imagePullSecrets: keyed(localObjectReference, 'name'),
  hostname: text,
  subdomain: text,
  affinity,
  schedulerName: text,
  tolerations: list(toleration),
  hostAliases: keyed(hostAlias, 'ip'),
  priorityClassName: text,
  priority: optional(int32),
  dnsConfig: podDNSConfig,
  readinessGates: list(podReadinessGate),
  runtimeClassName: optional(text),
  enableServiceLinks: optional(bool),
  preemptionPolicy: optional(named('v1.PreemptionPolicy', 'Never', 'PreemptLowerPriority')),
  overhead: resourceList,
  topologySpreadConstraints: list(topologySpreadConstraint, {
    merge: { key: 'topologyKey' },
    listType: 'map',
    keys: ['topologyKey', 'whenUnsatisfiable'],
  }),
  setHostnameAsFQDN: optional(bool),
  os: podOS,
  hostUsers: optional(bool),
  schedulingGates: keyed(podSchedulingGate, 'name'),
  resourceClaims: list(podResourceClaim, { merge: { key: 'name', retainKeys: true }, listType: 'map', keys: ['name'] }),
  resources: resourceRequirements,
  hostnameOverride: optional(text),
  schedulingGroup: podSchedulingGroup,
  evictionResponders: keyed(evictionResponder, 'name'),
})

export const pod = struct('v1.Pod', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(podSpec),
  status: always(podStatus),
})

export const podTemplateSpec = struct('v1.PodTemplateSpec', { metadata: always(objectMeta), spec: always(podSpec) })
