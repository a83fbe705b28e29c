import type { Condition, KubernetesObject, LabelSelector, Timestamp } from './meta'

/** A quantity as written, `1Mi`, `500m`; see `parseQuantity`. */
export type Quantity = string
export type ResourceList = Readonly<Record<string, Quantity>>

export interface ContainerPort {
  readonly name?: string
  readonly containerPort: number
  readonly hostPort?: number
  readonly hostIP?: string
  readonly protocol: 'TCP' | 'UDP' | 'SCTP'
}

export interface VolumeMount {
  readonly name: string
  readonly mountPath: string
  readonly readOnly?: boolean
  readonly subPath?: string
}

export interface Probe {
  readonly exec?: { readonly command?: readonly string[] }
  readonly httpGet?: {
    readonly path?: string
    readonly port: number | string
    readonly scheme?: string
    readonly host?: string
  }
  readonly tcpSocket?: { readonly port: number | string }
  readonly initialDelaySeconds?: number
  readonly timeoutSeconds: number
  readonly periodSeconds: number
  readonly successThreshold: number
  readonly failureThreshold: number
}

export interface EnvVar {
  readonly name: string
  readonly value?: string
  readonly valueFrom?: {
    readonly fieldRef?: { readonly apiVersion?: string; readonly fieldPath: string }
    readonly configMapKeyRef?: KeyReference
    readonly secretKeyRef?: KeyReference
  }
}

/** A ConfigMap or Secret of the pod's namespace. */
export interface ObjectChoice {
  readonly name?: string
  /** It need not be there. */
  readonly optional?: boolean
}

export interface KeyReference extends ObjectChoice {
  readonly key: string
}

/** All keys of an object as environment variables. */
export interface EnvFromSource {
  readonly prefix?: string
  readonly configMapRef?: ObjectChoice
  readonly secretRef?: ObjectChoice
}

/** Which keys of an object become files, and where; without a list all do. */
export interface KeyToPath {
  readonly key: string
  readonly path: string
}

/** A source of files: one of these. */
export interface FileSource {
  readonly configMap?: ObjectChoice & { readonly items?: readonly KeyToPath[] }
  readonly secret?: ObjectChoice & { readonly items?: readonly KeyToPath[] }
}

export interface Container {
  readonly name: string
  readonly image?: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly ports?: readonly ContainerPort[]
  readonly env?: readonly EnvVar[]
  readonly envFrom?: readonly EnvFromSource[]
  readonly resources: { readonly requests?: ResourceList; readonly limits?: ResourceList }
  readonly volumeMounts?: readonly VolumeMount[]
  readonly livenessProbe?: Probe
  readonly readinessProbe?: Probe
  readonly startupProbe?: Probe
  readonly imagePullPolicy: 'Always' | 'IfNotPresent' | 'Never'
  readonly restartPolicy?: 'Always'
}

/** A disk of Google's cloud, by name. */
export interface GCEPersistentDisk {
  readonly pdName: string
  readonly fsType?: string
  readonly readOnly?: boolean
}

/** A disk of Amazon's cloud, by its id. */
export interface AWSElasticBlockStore {
  readonly volumeID: string
  readonly fsType?: string
  readonly readOnly?: boolean
}

/** A pod volume: a name and exactly one source. Sources the engine does not act on are kept as written. */
export interface Volume {
  readonly name: string
  readonly persistentVolumeClaim?: { readonly claimName: string; readonly readOnly?: boolean }
  readonly emptyDir?: { readonly medium?: string; readonly sizeLimit?: Quantity }
  readonly hostPath?: { readonly path: string; readonly type?: string }
  readonly configMap?: FileSource['configMap']
  readonly secret?: { readonly secretName?: string; readonly optional?: boolean; readonly items?: readonly KeyToPath[] }
  readonly gcePersistentDisk?: GCEPersistentDisk
  readonly awsElasticBlockStore?: AWSElasticBlockStore
  readonly nfs?: { readonly server: string; readonly path: string }
  /** Several sources in one directory. */
  readonly projected?: { readonly sources?: readonly FileSource[] }
  /** A claim that is made for the pod and goes with it; the template is a `PersistentVolumeClaimTemplate`. */
  readonly ephemeral?: { readonly volumeClaimTemplate?: unknown }
}

export type TaintEffect = 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'

export interface Toleration {
  readonly key?: string
  readonly operator?: 'Exists' | 'Equal'
  readonly value?: string
  readonly effect?: TaintEffect
  readonly tolerationSeconds?: number
}

export interface NodeSelectorRequirement {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt'
  readonly values?: readonly string[]
}

export interface NodeSelectorTerm {
  readonly matchExpressions?: readonly NodeSelectorRequirement[]
  readonly matchFields?: readonly NodeSelectorRequirement[]
}

export interface NodeSelector {
  readonly nodeSelectorTerms: readonly NodeSelectorTerm[]
}

export interface PodAffinityTerm {
  readonly labelSelector?: LabelSelector
  readonly topologyKey: string
  readonly namespaces?: readonly string[]
  readonly namespaceSelector?: LabelSelector
}

export interface Affinity {
  readonly nodeAffinity?: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: NodeSelector
    readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly {
      readonly weight: number
      readonly preference: NodeSelectorTerm
    }[]
  }
  readonly podAffinity?: PodAffinityRules
  readonly podAntiAffinity?: PodAffinityRules
}

export interface PodAffinityRules {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly PodAffinityTerm[]
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly {
    readonly weight: number
    readonly podAffinityTerm: PodAffinityTerm
  }[]
}

export interface TopologySpreadConstraint {
  readonly maxSkew: number
  readonly topologyKey: string
  readonly whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway'
  readonly labelSelector?: LabelSelector
  readonly minDomains?: number
  readonly nodeAffinityPolicy?: 'Honor' | 'Ignore'
  readonly nodeTaintsPolicy?: 'Honor' | 'Ignore'
  readonly matchLabelKeys?: readonly string[]
}

export interface PodSpec {
  readonly containers: readonly Container[]
  readonly initContainers?: readonly Container[]
  readonly volumes?: readonly Volume[]
  readonly nodeName?: string
  readonly nodeSelector?: Readonly<Record<string, string>>
  readonly affinity?: Affinity
  readonly tolerations?: readonly Toleration[]
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[]
  readonly schedulingGates?: readonly { readonly name: string }[]
  readonly hostname?: string
  readonly subdomain?: string
  readonly restartPolicy: 'Always' | 'OnFailure' | 'Never'
  readonly terminationGracePeriodSeconds: number
  readonly activeDeadlineSeconds?: number
  readonly dnsPolicy: string
  readonly hostNetwork?: boolean
  /** What the pod as a whole asks for and may use, whatever its containers say. */
  readonly resources?: { readonly requests?: ResourceList; readonly limits?: ResourceList }
  /** What running it takes on top of its containers. */
  readonly overhead?: ResourceList
  readonly securityContext: Readonly<Record<string, unknown>>
  readonly serviceAccountName?: string
  readonly schedulerName: string
  readonly priorityClassName?: string
  readonly priority?: number
  readonly preemptionPolicy?: 'PreemptLowerPriority' | 'Never'
  readonly enableServiceLinks?: boolean
  readonly readinessGates?: readonly { readonly conditionType: string }[]
}

export interface PodTemplateSpec {
  readonly metadata?: {
    readonly name?: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
    readonly finalizers?: readonly string[]
  }
  readonly spec: PodSpec
}

export interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string }
  readonly running?: { readonly startedAt: Timestamp }
  readonly terminated?: {
    readonly exitCode: number
    readonly reason?: string
    readonly message?: string
    readonly startedAt?: Timestamp
    readonly finishedAt?: Timestamp
    readonly containerID?: string
  }
}

export interface ContainerStatus {
  readonly name: string
  readonly state?: ContainerState
  readonly lastState?: ContainerState
  readonly ready: boolean
  readonly restartCount: number
  readonly image: string
  readonly imageID: string
  readonly containerID?: string
  readonly started?: boolean
  /** The resources in force, as the kubelet reports them. */
  readonly resources?: Container['resources'] | Readonly<Record<string, never>>
  readonly allocatedResources?: ResourceList
  readonly volumeMounts?: readonly {
    readonly name: string
    readonly mountPath: string
    readonly readOnly?: boolean
    readonly recursiveReadOnly?: string
  }[]
}

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown'

export interface PodStatus {
  readonly observedGeneration?: number
  readonly phase: PodPhase
  readonly conditions?: readonly Condition[]
  readonly message?: string
  readonly reason?: string
  readonly nominatedNodeName?: string
  readonly hostIP?: string
  readonly hostIPs?: readonly { readonly ip: string }[]
  readonly podIP?: string
  readonly podIPs?: readonly { readonly ip: string }[]
  readonly startTime?: Timestamp
  readonly initContainerStatuses?: readonly ContainerStatus[]
  readonly containerStatuses?: readonly ContainerStatus[]
  readonly qosClass?: 'Guaranteed' | 'Burstable' | 'BestEffort'
  readonly resources?: Container['resources'] | Readonly<Record<string, never>>
}

export interface Pod extends KubernetesObject {
  readonly spec: PodSpec
  readonly status: PodStatus
}
