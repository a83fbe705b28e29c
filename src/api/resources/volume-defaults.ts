import { isRecord } from '../../base'
import type { PersistentVolumeClaimSpec } from '../../kinds'
import { defaultClaimSpec } from './claim-spec'
import type { DownwardFile, EphemeralTemplate, ProjectedSource, WireVolume } from './pod-wire'
import { mapSame, withField, withMissing } from './sharing'

/** What a source gets when it is given without them (`pkg/apis/core/v1: SetDefaults_SecretVolumeSource` and its like). 420 is 0644. */
const sourceDefaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  hostPath: { type: '' },
  secret: { defaultMode: 420 },
  configMap: { defaultMode: 420 },
  downwardAPI: { defaultMode: 420 },
  projected: { defaultMode: 420 },
  iscsi: { iscsiInterface: 'default' },
  rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  azureDisk: { cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' },
  scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
}

/** A volume with what it lacks; without any source it becomes an emptyDir. The volume itself when nothing is missing. */
export function defaultVolume(volume: WireVolume): WireVolume {
  let source: string | undefined
  for (const key in volume) if (key !== 'name' && isRecord((volume as unknown as Indexed)[key])) source = key
  if (source === undefined) return { ...volume, emptyDir: {} }
  const defaults = sourceDefaults[source]
  let result = volume
  if (defaults) {
    const given = (volume as unknown as Indexed)[source] as Record<string, unknown>
    const filled = withMissing(given, defaults)
    if (filled !== given) result = { ...volume, [source]: filled }
  }
  return defaultNested(result)
}

type Indexed = Readonly<Record<string, unknown>>

function defaultNested(volume: WireVolume): WireVolume {
  const { downwardAPI, projected, ephemeral } = volume
  if (downwardAPI?.items)
    return withField(volume, 'downwardAPI', withField(downwardAPI, 'items', mapSame(downwardAPI.items, defaultFile)))
  if (projected) return withField(volume, 'projected', defaultProjected(projected))
  if (ephemeral?.volumeClaimTemplate) {
    const template = defaultTemplate(ephemeral.volumeClaimTemplate)
    return withField(volume, 'ephemeral', withField(ephemeral, 'volumeClaimTemplate', template))
  }
  return volume
}

function defaultTemplate(template: EphemeralTemplate): EphemeralTemplate {
  return withField(template, 'spec', defaultClaimSpec((template.spec ?? {}) as PersistentVolumeClaimSpec))
}

function defaultProjected(projected: ProjectedSource): ProjectedSource {
  if (!projected.sources) return projected
  const sources = mapSame(projected.sources, source => {
    const { downwardAPI, serviceAccountToken } = source
    if (downwardAPI?.items)
      return withField(source, 'downwardAPI', withField(downwardAPI, 'items', mapSame(downwardAPI.items, defaultFile)))
    if (serviceAccountToken)
      return withField(source, 'serviceAccountToken', withMissing(serviceAccountToken, { expirationSeconds: 3600 }))
    return source
  })
  return withField(projected, 'sources', sources)
}

function defaultFile(file: DownwardFile): DownwardFile {
  return file.fieldRef ? withField(file, 'fieldRef', withMissing(file.fieldRef, { apiVersion: 'v1' })) : file
}
