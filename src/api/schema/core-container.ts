import {
  configMapKeySelector,
  fileKeySelector,
  objectFieldSelector,
  resourceFieldSelector,
  secretKeySelector,
} from './core-reference'
import {
  always,
  bool,
  fallback,
  int32,
  int64,
  intOrString,
  keyed,
  list,
  named,
  nullable,
  optional,
  resourceList,
  structsOf,
  text,
  texts,
} from './notation'
import { signals } from './signals'

/** core/v1: containers with their probes, environment and security. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/api/core/v1')

const containerPort = struct('v1.ContainerPort', {
  name: text,
  hostPort: int32,
  containerPort: always(int32),
  protocol: fallback(named('v1.Protocol', 'SCTP', 'TCP', 'UDP'), 'TCP'),
  hostIP: text,
})

const configMapEnvSource = struct('v1.ConfigMapEnvSource', { name: fallback(text, ''), optional: optional(bool) })

const secretEnvSource = struct('v1.SecretEnvSource', { name: fallback(text, ''), optional: optional(bool) })

const envFromSource = struct('v1.EnvFromSource', {
  prefix: text,
  configMapRef: configMapEnvSource,
  secretRef: secretEnvSource,
})

const envVarSource = struct('v1.EnvVarSource', {
  fieldRef: objectFieldSelector,
  resourceFieldRef: resourceFieldSelector,
  configMapKeyRef: configMapKeySelector,
  secretKeyRef: secretKeySelector,
  fileKeyRef: fileKeySelector,
})

const envVar = struct('v1.EnvVar', { name: always(text), value: text, valueFrom: envVarSource })

const resourceClaim = struct('v1.ResourceClaim', { name: always(text), request: text })

export const resourceRequirements = struct('v1.ResourceRequirements', {
  limits: resourceList,
  requests: resourceList,
  claims: list(resourceClaim, { listType: 'map', keys: ['name'] }),
})

const containerResizePolicy = struct('v1.ContainerResizePolicy', {
  resourceName: always(named('v1.ResourceName')),
  restartPolicy: always(named('v1.ResourceResizeRestartPolicy')),
})

const containerRestartRuleOnExitCodes = struct('v1.ContainerRestartRuleOnExitCodes', {
  operator: named('v1.ContainerRestartRuleOnExitCodesOperator'),
  values: list(int32, { listType: 'set' }),
})

const containerRestartRule = struct('v1.ContainerRestartRule', {
  action: named('v1.ContainerRestartRuleAction'),
  exitCodes: containerRestartRuleOnExitCodes,
})

const volumeMount = struct('v1.VolumeMount', {
  name: always(text),
  readOnly: bool,
  recursiveReadOnly: optional(named('v1.RecursiveReadOnlyMode')),
  mountPath: always(text),
  subPath: text,
  mountPropagation: optional(named('v1.MountPropagationMode', 'Bidirectional', 'HostToContainer', 'None')),
  subPathExpr: text,
  bindMountOptions: list(text, { listType: 'set' }),
})

const volumeDevice = struct('v1.VolumeDevice', { name: always(text), devicePath: always(text) })

const execAction = struct('v1.ExecAction', { command: texts })

const httpHeader = struct('v1.HTTPHeader', { name: always(text), value: always(text) })

const httpGetAction = struct('v1.HTTPGetAction', {
  path: text,
  port: always(intOrString),
  host: text,
  scheme: named('v1.URIScheme', 'HTTP', 'HTTPS'),
  httpHeaders: list(httpHeader),
  protocol: optional(named('v1.HTTPProtocol', 'HTTP1', 'HTTP2')),
})

const tcpSocketAction = struct('v1.TCPSocketAction', { port: always(intOrString), host: text })

const grpcAction = struct('v1.GRPCAction', {
  port: always(int32),
  service: nullable(fallback(text, '')),
  mode: optional(named('v1.GRPCProbeMode', 'Plaintext', 'TLS')),
})

const probe = struct('v1.Probe', {
  exec: execAction,
  httpGet: httpGetAction,
  tcpSocket: tcpSocketAction,
  grpc: grpcAction,
  initialDelaySeconds: int32,
  timeoutSeconds: int32,
  periodSeconds: int32,
  successThreshold: int32,
  failureThreshold: int32,
  terminationGracePeriodSeconds: optional(int64),
})

const sleepAction = struct('v1.SleepAction', { seconds: always(int64) })

const lifecycleHandler = struct('v1.LifecycleHandler', {
  exec: execAction,
  httpGet: httpGetAction,
  tcpSocket: tcpSocketAction,
  sleep: sleepAction,
})

const lifecycle = struct('v1.Lifecycle', {
  postStart: lifecycleHandler,
  preStop: lifecycleHandler,
  stopSignal: optional(named('v1.Signal', ...signals)),
})

const capabilities = struct('v1.Capabilities', {
  add: list(named('v1.Capability')),
  drop: list(named('v1.Capability')),
})

export const seLinuxOptions = struct('v1.SELinuxOptions', { user: text, role: text, type: text, level: text })

export const windowsSecurityContextOptions = struct('v1.WindowsSecurityContextOptions', {
  gmsaCredentialSpecName: optional(text),
  gmsaCredentialSpec: optional(text),
  runAsUserName: optional(text),
  hostProcess: optional(bool),
})

export const seccompProfile = struct('v1.SeccompProfile', {
  type: always(named('v1.SeccompProfileType', 'Localhost', 'RuntimeDefault', 'Unconfined')),
  localhostProfile: optional(text),
})

export const appArmorProfile = struct('v1.AppArmorProfile', {
  type: always(named('v1.AppArmorProfileType', 'Localhost', 'RuntimeDefault', 'Unconfined')),
  localhostProfile: optional(text),
})

const securityContext = struct('v1.SecurityContext', {
  capabilities,
  privileged: optional(bool),
  seLinuxOptions,
  windowsOptions: windowsSecurityContextOptions,
  runAsUser: optional(int64),
  runAsGroup: optional(int64),
  runAsNonRoot: optional(bool),
  readOnlyRootFilesystem: optional(bool),
  allowPrivilegeEscalation: optional(bool),
  procMount: optional(named('v1.ProcMountType', 'Default', 'Unmasked')),
  seccompProfile,
  appArmorProfile,
})

const containerFields = {
  name: always(text),
  image: text,
  command: texts,
  args: texts,
  workingDir: text,
  ports: list(containerPort, { merge: { key: 'containerPort' }, listType: 'map', keys: ['containerPort', 'protocol'] }),
  envFrom: list(envFromSource),
  env: keyed(envVar, 'name'),
  resources: always(resourceRequirements),
  resizePolicy: list(containerResizePolicy),
  restartPolicy: optional(named('v1.ContainerRestartPolicy')),
  restartPolicyRules: list(containerRestartRule),
  volumeMounts: keyed(volumeMount, 'mountPath'),
  volumeDevices: keyed(volumeDevice, 'devicePath'),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  lifecycle,
  terminationMessagePath: text,
  terminationMessagePolicy: named('v1.TerminationMessagePolicy', 'FallbackToLogsOnError', 'File'),
  imagePullPolicy: named('v1.PullPolicy', 'Always', 'IfNotPresent', 'Never'),
  securityContext,
  stdin: bool,
  stdinOnce: bool,
  tty: bool,
}

export const container = struct('v1.Container', containerFields)

export const ephemeralContainer = struct('v1.EphemeralContainer', { ...containerFields, targetContainerName: text })
