import { compareText, isRecord } from '../../base'
import type { PersistentVolumeClaimTemplate, Volume } from '../../kinds'
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
  csi: ({ driver, fsType = '', volumeHandle, readOnly = false, volumeAttributes = {} }) => [
    'CSI (a Container Storage Interface (CSI) volume source)',
    `Driver:\t${driver}`,
    `FSType:\t${fsType}`,
    ...(volumeHandle === undefined ? [] : [`VolumeHandle:\t${volumeHandle}`]),
    `ReadOnly:\t${readOnly}`,
    ...attributeLines(volumeAttributes as Readonly<Record<string, string>>),
  ],
  local: ({ path }) => ['LocalVolume (a persistent volume backed by local storage on a node)', `Path:\t${path}`],
  ephemeral: ({ volumeClaimTemplate }) => [
    'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
    ...(isRecord(volumeClaimTemplate) ? templateLines(volumeClaimTemplate) : []),
  ],
  downwardAPI: ({ items = [] }) => [
    'DownwardAPI (a volume populated by information about the pod)',
    'Items:',
    ...(items as readonly DownwardItem[]).flatMap(({ path, fieldRef, resourceFieldRef }) => [
      ...(fieldRef ? [`  ${fieldRef.fieldPath} -> ${path}`] : []),
      ...(resourceFieldRef ? [`  ${resourceFieldRef.resource} -> ${path}`] : []),
    ]),
  ],
  projected: ({ sources: from = [] }) => [
    'Projected (a volume that contains injected data from multiple sources)',
    ...(from as readonly ProjectedSource[]).flatMap(projectedLines),
  ],
  image: ({ reference = '', pullPolicy = '' }) => [
    'Image (a container image or OCI artifact)',
    `Reference:\t${reference}`,
    `PullPolicy:\t${pullPolicy}`,
  ],
}

interface DownwardItem {
  readonly path: string
  readonly fieldRef?: { readonly fieldPath: string }
  readonly resourceFieldRef?: { readonly resource: string }
}

interface Projection {
  readonly name?: string
  readonly optional?: boolean
}

interface ProjectedSource {
  readonly secret?: Projection
  readonly configMap?: Projection
  readonly downwardAPI?: unknown
  readonly serviceAccountToken?: { readonly expirationSeconds?: number }
}

function projectedLines({ secret, downwardAPI, configMap, serviceAccountToken }: ProjectedSource): readonly string[] {
  if (secret) return [`SecretName:\t${secret.name ?? ''}`, `Optional:\t${secret.optional ?? false}`]
  if (downwardAPI) return ['DownwardAPI:\ttrue']
  if (configMap) return [`ConfigMapName:\t${configMap.name ?? ''}`, `Optional:\t${configMap.optional ?? false}`]
  return serviceAccountToken ? [`TokenExpirationSeconds:\t${serviceAccountToken.expirationSeconds}`] : []
}

const longestAttribute = 140

/** `VolumeAttributes:` with a line each, by key (`printCSIPersistentVolumeAttributesMultiline`). */
function attributeLines(attributes: Readonly<Record<string, string>>): readonly string[] {
  const keys = Object.keys(attributes).sort(compareText)
  if (keys.length === 0) return ['VolumeAttributes:\t<none>']
  return keys.map((key, i) => {
    const text = `${key}=${attributes[key]}`
    const shown = text.length > longestAttribute ? `${text.slice(0, longestAttribute)}...` : text
    // The indent is written again before the pair, as the original does.
    return `${i === 0 ? 'VolumeAttributes:' : ''}\t    ${shown}`
  })
}

/** The template of an ephemeral claim (`printPersistentVolumeClaim` of what is no full claim). */
function templateLines(template: Source): readonly string[] {
  const { spec, metadata } = template as Partial<PersistentVolumeClaimTemplate>
  return [
    `StorageClass:\t${spec?.storageClassName ?? ''}`,
    `Volume:\t${spec?.volumeName ?? ''}`,
    ...pairLines('Labels', metadata?.labels, '='),
    ...pairLines('Annotations', metadata?.annotations, ': '),
    'Capacity:\t',
    'Access Modes:\t',
    ...(spec?.volumeMode ? [`VolumeMode:\t${spec.volumeMode}`] : []),
  ]
}

/** Each piece is indented, the value too, as the original does. */
function pairLines(title: string, pairs: Readonly<Record<string, string>> = {}, between: string): readonly string[] {
  const keys = Object.keys(pairs).sort(compareText)
  if (keys.length === 0) return [`${title}:\t    <none>`]
  return keys.map((key, i) => `${i === 0 ? `${title}:` : ''}\t    ${key}${between}${pairs[key]}`)
}

/** The volumes of a pod or of a template, with a deeper indent in templates (`describeVolumes`). */
export function writeVolumes(writer: DescribeWriter, volumes: readonly Volume[], indent = ''): void {
  writer.line(volumes.length === 0 ? `${indent}Volumes:\t<none>` : `${indent}Volumes:`)
  for (const volume of volumes) {
    writer.line(`${indent === '' ? '' : ' '}${volume.name}:`, 1)
    writeVolumeSource(writer, volume as unknown as Source)
  }
}

/** Where a volume comes from: the one field of `holder` that is a source of volumes. */
export function writeVolumeSource(writer: DescribeWriter, holder: Source): void {
  const kind = Object.keys(sources).find(name => isRecord(holder[name]))
  if (kind === undefined) {
    writer.line('<unknown>', 1)
    return
  }
  const [type, ...fields] = (sources[kind] as (source: Source) => readonly string[])(holder[kind] as Source)
  writer.line(`Type:\t${type}`, 2)
  for (const field of fields) writer.line(field, 2)
}
