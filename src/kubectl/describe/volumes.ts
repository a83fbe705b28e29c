import { isRecord } from '../../base'
import type { Volume } from '../../kinds'
import type { DescribeWriter } from './writer'

type Source = Readonly<Record<string, unknown>>

/** How a source of volumes is described: its type in words, and its fields. */
const sources: Readonly<Record<string, (source: Source) => readonly string[]>> = {
  hostPath: ({ path, type }) => [
    'HostPath (bare host directory volume)',
    `Path:\t${path}`,
    `HostPathType:\t${type === undefined ? '<none>' : type}`,
  ],
  emptyDir: ({ medium = '', sizeLimit = '<unset>' }) => [
    "EmptyDir (a temporary directory that shares a pod's lifetime)",
    `Medium:\t${medium}`,
    `SizeLimit:\t${sizeLimit}`,
  ],
  gcePersistentDisk: ({ pdName, fsType = '', partition = 0, readOnly = false }) => [
    'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)',
    `PDName:\t${pdName}`,
    `FSType:\t${fsType}`,
    `Partition:\t${partition}`,
    `ReadOnly:\t${readOnly}`,
  ],
  secret: ({ secretName, optional = false }) => [
    'Secret (a volume populated by a Secret)',
    `SecretName:\t${secretName}`,
    `Optional:\t${optional}`,
  ],
  configMap: ({ name, optional = false }) => [
    'ConfigMap (a volume populated by a ConfigMap)',
    `Name:\t${name}`,
    `Optional:\t${optional}`,
  ],
  nfs: ({ server, path, readOnly = false }) => [
    'NFS (an NFS mount that lasts the lifetime of a pod)',
    `Server:\t${server}`,
    `Path:\t${path}`,
    `ReadOnly:\t${readOnly}`,
  ],
  persistentVolumeClaim: ({ claimName, readOnly = false }) => [
    'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    `ClaimName:\t${claimName}`,
    `ReadOnly:\t${readOnly}`,
  ],
  csi: ({ driver, fsType = '', readOnly = false }) => [
    'CSI (a Container Storage Interface (CSI) volume source)',
    `Driver:\t${driver}`,
    `FSType:\t${fsType}`,
    `ReadOnly:\t${readOnly}`,
  ],
}

/** The volumes of a pod or of a template, with a deeper indent in templates (`describeVolumes`). */
export function writeVolumes(writer: DescribeWriter, volumes: readonly Volume[], indent = ''): void {
  writer.line(volumes.length === 0 ? `${indent}Volumes:\t<none>` : `${indent}Volumes:`)
  for (const volume of volumes) {
    writer.line(`${indent === '' ? '' : ' '}${volume.name}:`, 1)
    const kind = Object.keys(sources).find(name => isRecord((volume as unknown as Source)[name]))
    if (kind === undefined) {
      writer.line('<unknown>', 1)
      continue
    }
    const [type, ...fields] = (sources[kind] as (source: Source) => readonly string[])(
      (volume as unknown as Readonly<Record<string, Source>>)[kind] as Source,
    )
    writer.line(`Type:\t${type}`, 2)
    for (const field of fields) writer.line(field, 2)
  }
}
