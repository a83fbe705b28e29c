import type { FileSource, KeyToPath, Pod, Volume } from '../../kinds'
import type { View } from '../../store'
import { textsOf } from './environment'

/** Files by their path in the volume; or why they cannot be written, in the kubelet's words. */
export type ProjectedFiles = { readonly files: Readonly<Record<string, string>> } | { readonly fault: string }

/** The sources of a volume whose files come from objects; undefined for other volumes. Tokens and downward files are left out. */
export function fileSourcesOf({ configMap, secret, projected }: Volume): readonly FileSource[] | undefined {
  if (configMap) return [{ configMap }]
  if (secret) return [{ secret: { ...secret, ...(secret.secretName !== undefined && { name: secret.secretName }) } }]
  return projected && (projected.sources ?? [])
}

/** What the sources give together; later ones go over earlier ones (volume/secret, volume/configmap, volume/projected: collectData). */
export function projectedFilesAt(view: View, { metadata }: Pod, sources: readonly FileSource[]): ProjectedFiles {
  const files: Record<string, string> = {}
  const faults: string[] = []
  for (const { configMap, secret } of sources) {
    const source = configMap ?? secret
    if (!source) continue
    const kind = configMap ? 'ConfigMap' : 'Secret'
    const { name = '', optional = false, items } = source
    const object = view.get(kind, name, metadata.namespace)
    if (!object && !optional) {
      faults.push(`${kind.toLowerCase()} "${name}" not found`)
      continue
    }
    const data = (kind === 'Secret' ? textsOf(object?.data) : object?.data) ?? {}
    const missing = optional ? undefined : items?.find(({ key }) => data[key] === undefined)
    if (missing) faults.push(missingKey(kind, missing))
    else Object.assign(files, items ? pickedOf(items, data) : data)
  }
  if (faults.length === 0) return { files }
  return { fault: faults.length === 1 ? (faults[0] as string) : `[${faults.join(', ')}]` }
}

function missingKey(kind: 'ConfigMap' | 'Secret', { key }: KeyToPath): string {
  return kind === 'Secret'
    ? `references non-existent secret key: ${key}`
    : `configmap references non-existent config key: ${key}`
}

function pickedOf(items: readonly KeyToPath[], data: Readonly<Record<string, string>>): Record<string, string> {
  const picked: Record<string, string> = {}
  for (const { key, path } of items) if (data[key] !== undefined) picked[path] = data[key]
  return picked
}
