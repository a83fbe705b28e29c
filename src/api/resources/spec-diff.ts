import type { PersistentVolume, PersistentVolumeClaimSpec, PodSpec } from '../../kinds'
import { goForm } from './go-form'
import { unifiedDiff } from './unified-diff'

/** What changed between two specs of a claim, as upstream's error text shows it; '' when nothing did. */
export function claimSpecDiff(previous: PersistentVolumeClaimSpec, next: PersistentVolumeClaimSpec): string {
  return structDiff('PersistentVolumeClaimSpec', previous, next)
}

/** The same for a pod. `next` is the spec in which upstream has already put back the fields that may change. */
export function podSpecDiff(previous: PodSpec, next: PodSpec): string {
  return structDiff('PodSpec', previous, next)
}

/** The same for where a volume's bytes are; the other fields of the spec do not take part. */
export function volumeSourceDiff(previous: PersistentVolume['spec'], next: PersistentVolume['spec']): string {
  return structDiff('PersistentVolumeSource', previous, next)
}

/** The diff of any struct of `goStructs`. */
export function structDiff(struct: string, previous: unknown, next: unknown): string {
  return unifiedDiff(prettyLines(struct, previous), prettyLines(struct, next))
}

/** Go's `json.MarshalIndent` with one blank: like JSON.stringify, but for `<`, `>` and `&`. */
function prettyLines(struct: string, value: unknown): string[] {
  return JSON.stringify(goForm(struct, value), null, 1)
    .replace(/[<>&\u2028\u2029]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .split('\n')
}
