import type { Disk, PersistentVolume, PersistentVolumeClaim } from '../kinds'
import { PlayedCluster } from './played-cluster'

const claimsPath = '/api/v1/namespaces/default/persistentvolumeclaims'
const volumesPath = '/api/v1/persistentvolumes'
const classesPath = '/apis/storage.k8s.io/v1/storageclasses'

/** A claim as a test writes it: what is left out is one ReadWriteOnce GiB. */
export interface ClaimSpec {
  readonly size?: string
  readonly modes?: readonly string[]
  readonly annotations?: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}

/** A volume as a test writes it: what is left out is one ReadWriteOnce GiB below /data of the host. */
export interface VolumeSpec extends ClaimSpec {
  readonly labels?: Readonly<Record<string, string>>
}

/** A played cluster with short ways to write claims, volumes and classes. */
export class StorageCluster extends PlayedCluster {
  volume(
    name: string,
    { size = '1Gi', modes = ['ReadWriteOnce'], annotations, labels, ...spec }: VolumeSpec = {},
  ): void {
    const metadata = { name, ...(annotations && { annotations }), ...(labels && { labels }) }
    const hasSource = ['csi', 'nfs', 'local', 'hostPath', 'gcePersistentDisk'].some(source => source in spec)
    const source = hasSource ? {} : { hostPath: { path: `/data/${name}` } }
    const whole = { capacity: { storage: size }, accessModes: modes, ...source, ...spec }
    this.create(volumesPath, { apiVersion: 'v1', kind: 'PersistentVolume', metadata, spec: whole })
  }

  claim(name: string, { size = '1Gi', modes = ['ReadWriteOnce'], annotations, ...spec }: ClaimSpec = {}): void {
    const metadata = { name, ...(annotations && { annotations }) }
    const whole = { accessModes: modes, resources: { requests: { storage: size } }, ...spec }
    this.create(claimsPath, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: whole })
  }

  storageClass(
    name: string,
    provisioner: string,
    more: Readonly<Record<string, unknown>> = {},
    isDefault = false,
  ): void {
    const annotations = { 'storageclass.kubernetes.io/is-default-class': String(isDefault) }
    const metadata = { name, ...(isDefault && { annotations }) }
    this.create(classesPath, { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata, provisioner, ...more })
  }

  /** A pod that mounts the claims. */
  user(name: string, claims: readonly string[], spec: object = {}): void {
    const volumes = claims.map(claimName => ({ name: claimName, persistentVolumeClaim: { claimName } }))
    this.pod(name, { volumes, ...spec })
  }

  deleteClaim(name: string): void {
    this.must('DELETE', `${claimsPath}/${name}`)
    this.run(0.2)
  }

  deleteVolume(name: string): void {
    this.must('DELETE', `${volumesPath}/${name}`)
    this.run(0.2)
  }

  patchVolume(name: string, body: object): void {
    this.must('PATCH', `${volumesPath}/${name}`, body)
    this.run(0.2)
  }

  patchClaim(name: string, body: object): void {
    this.must('PATCH', `${claimsPath}/${name}`, body)
    this.run(0.2)
  }

  claimNamed(name: string): PersistentVolumeClaim | undefined {
    return this.world.store.at().get('PersistentVolumeClaim', name, 'default')
  }

  volumeNamed(name: string): PersistentVolume | undefined {
    return this.world.store.at().get('PersistentVolume', name)
  }

  /** The volume that was provisioned for a claim. */
  volumeFor(claim: string): PersistentVolume | undefined {
    return this.volumeNamed(`pvc-${this.claimNamed(claim)?.metadata.uid}`)
  }

  disks(): readonly Disk[] {
    return this.world.store.at().list('Disk')
  }

  /** `Bound pv-a` for each claim, by its name. */
  bindings(): Readonly<Record<string, string>> {
    const bindings: Record<string, string> = {}
    for (const { metadata, spec, status } of this.world.store.at().list('PersistentVolumeClaim'))
      bindings[metadata.name] = spec.volumeName ? `${status.phase} ${spec.volumeName}` : status.phase
    return bindings
  }

  /** The phase of each volume, by its name. */
  phases(): Readonly<Record<string, string>> {
    const phases: Record<string, string> = {}
    for (const { metadata, status } of this.world.store.at().list('PersistentVolume'))
      phases[metadata.name] = status.phase
    return phases
  }
}
