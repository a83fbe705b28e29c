import { goJson, isRecord } from '../../base'

/** Where `kubectl apply` keeps what it applied, to know next time what was taken out of the manifest. */
export const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration'

type JsonRecord = Readonly<Record<string, unknown>>

/** The manifest with itself written into its annotation, as `util.GetModifiedConfiguration` does it. */
export function withLastApplied(manifest: JsonRecord): JsonRecord {
  const metadata = isRecord(manifest.metadata) ? manifest.metadata : {}
  const { [lastAppliedAnnotation]: _, ...annotations } = isRecord(metadata.annotations) ? metadata.annotations : {}
  const text = `${goJson({ ...manifest, metadata: { ...metadata, annotations } })}\n`
  return {
    ...manifest,
    metadata: { ...metadata, annotations: { ...annotations, [lastAppliedAnnotation]: text } },
  }
}

/** What was applied to an object last; undefined when its annotation is missing or unreadable. */
export function lastAppliedOf(object: unknown): JsonRecord | undefined {
  const metadata = isRecord(object) ? object.metadata : undefined
  const annotations = isRecord(metadata) ? metadata.annotations : undefined
  const text = isRecord(annotations) ? annotations[lastAppliedAnnotation] : undefined
  if (typeof text !== 'string') return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}
