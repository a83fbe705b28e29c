import type { Container, EnvVar, PodSpec, Probe, Volume, VolumeMount } from '../../kinds'

/**
 * The fields of a pod that the rules look at and the engine does not act on. Only the rules know them; everybody else keeps them as written.
 * Everything may be absent: what is zero or empty has been dropped by decoding.
 */
export interface WirePodSpec extends Omit<PodSpec, 'containers' | 'initContainers' | 'volumes'> {
  readonly containers: readonly WireContainer[]
  readonly initContainers?: readonly WireContainer[]
  readonly ephemeralContainers?: readonly WireContainer[]
  readonly volumes?: readonly WireVolume[]
  readonly serviceAccount?: string
  readonly hostnameOverride?: string
  readonly setHostnameAsFQDN?: boolean
  readonly hostAliases?: readonly { readonly ip?: string; readonly hostnames?: readonly string[] }[]
  readonly imagePullSecrets?: readonly { readonly name?: string }[]
  readonly dnsConfig?: DNSConfig
  readonly os?: { readonly name?: string }
  readonly resourceClaims?: readonly { readonly name: string }[]
  readonly runtimeClassName?: string
}

export interface DNSConfig {
  readonly nameservers?: readonly string[]
  readonly searches?: readonly string[]
  readonly options?: readonly { readonly name?: string; readonly value?: string }[]
}

export interface WireContainer extends Omit<Container, 'env' | 'volumeMounts' | 'resources'> {
  readonly env?: readonly WireEnvVar[]
  readonly envFrom?: readonly WireEnvSource[]
  readonly volumeMounts?: readonly WireVolumeMount[]
  readonly volumeDevices?: readonly { readonly name: string; readonly devicePath: string }[]
  readonly resources: WireResources
  readonly lifecycle?: Lifecycle
  readonly terminationMessagePath?: string
  readonly terminationMessagePolicy?: string
  readonly securityContext?: { readonly privileged?: boolean }
}

export interface WireResources {
  readonly requests?: Readonly<Record<string, string>>
  readonly limits?: Readonly<Record<string, string>>
  readonly claims?: readonly { readonly name: string }[]
}

export type WireEnvVar = Omit<EnvVar, 'valueFrom'> & {
  readonly valueFrom?: {
    readonly fieldRef?: FieldReference
    readonly resourceFieldRef?: ResourceReference
    readonly configMapKeyRef?: KeyReference
    readonly secretKeyRef?: KeyReference
    readonly fileKeyRef?: FileKeyReference
  }
}

export interface FieldReference {
  readonly apiVersion?: string
  readonly fieldPath?: string
}

export interface ResourceReference {
  readonly containerName?: string
  readonly resource?: string
  readonly divisor?: string
}

interface FileKeyReference {
  readonly volumeName?: string
  readonly path?: string
  readonly key?: string
  readonly optional?: boolean
}

interface KeyReference {
  readonly name?: string
  readonly key?: string
  readonly optional?: boolean
}

export interface WireEnvSource {
  readonly prefix?: string
  readonly configMapRef?: { readonly name?: string }
  readonly secretRef?: { readonly name?: string }
}

export interface WireVolumeMount extends VolumeMount {
  readonly subPathExpr?: string
  readonly mountPropagation?: string
  readonly recursiveReadOnly?: string
}

export interface Lifecycle {
  readonly postStart?: Handler
  readonly preStop?: Handler
}

/** What a probe or a lifecycle hook does; exactly one should be given. */
export interface Handler {
  readonly exec?: { readonly command?: readonly string[] }
  readonly httpGet?: HTTPGetAction
  readonly tcpSocket?: { readonly port?: number | string }
  readonly grpc?: { readonly port?: number; readonly service?: string }
  readonly sleep?: { readonly seconds?: number }
}

export interface HTTPGetAction {
  readonly path?: string
  readonly port?: number | string
  readonly host?: string
  readonly scheme?: string
  readonly httpHeaders?: readonly { readonly name?: string; readonly value?: string }[]
}

export type WireProbe = Omit<Probe, 'httpGet' | 'tcpSocket'> &
  Handler & { readonly terminationGracePeriodSeconds?: number }

interface KeyToPath {
  readonly key?: string
  readonly path?: string
  readonly mode?: number
}

/** A volume that is filled from a ConfigMap or a Secret. */
export interface KeyedSource {
  readonly name?: string
  readonly secretName?: string
  readonly items?: readonly KeyToPath[]
  readonly defaultMode?: number
}

export interface DownwardFile {
  readonly path?: string
  readonly fieldRef?: FieldReference
  readonly resourceFieldRef?: ResourceReference
  readonly mode?: number
}

/** Sources that a client may leave incomplete. */
type OtherSources = 'configMap' | 'secret' | 'projected' | 'nfs' | 'gcePersistentDisk' | 'awsElasticBlockStore'

export interface WireVolume extends Omit<Volume, OtherSources> {
  readonly configMap?: KeyedSource
  readonly secret?: KeyedSource
  readonly downwardAPI?: { readonly items?: readonly DownwardFile[]; readonly defaultMode?: number }
  readonly projected?: ProjectedSource
  readonly nfs?: { readonly server?: string; readonly path?: string }
  readonly csi?: { readonly driver?: string }
  readonly gcePersistentDisk?: { readonly pdName?: string; readonly partition?: number }
  readonly awsElasticBlockStore?: { readonly volumeID?: string; readonly partition?: number }
  readonly ephemeral?: { readonly volumeClaimTemplate?: EphemeralTemplate }
}

export interface EphemeralTemplate {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly spec: unknown
}

export interface ProjectedSource {
  readonly defaultMode?: number
  readonly sources?: readonly {
    readonly configMap?: { readonly name?: string; readonly items?: readonly KeyToPath[] }
    readonly secret?: { readonly name?: string; readonly items?: readonly KeyToPath[] }
    readonly downwardAPI?: { readonly items?: readonly DownwardFile[] }
    readonly serviceAccountToken?: { readonly path?: string; readonly expirationSeconds?: number }
  }[]
}
