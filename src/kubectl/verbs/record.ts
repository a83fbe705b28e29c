import { isRecord } from '../../base'
import type { Call } from '../command'
import type { ApiObject } from '../resources'

/** Where `rollout history` reads what a change was made by. */
export const changeCause = 'kubernetes.io/change-cause'

/** The annotation that `--record` asks for; undefined without it (`cli-runtime/pkg/genericclioptions/record_flags.go`). */
export function recordedCause({ flags, typed }: Call): Readonly<Record<string, string>> | undefined {
  return flags.has('record') && flags.bool('record') ? { [changeCause]: typed } : undefined
}

/** An object with the command line that changes it, where it is to be recorded. */
export function withRecord(call: Call, object: ApiObject): ApiObject {
  const cause = recordedCause(call)
  if (!cause) return object
  const annotations = isRecord(object.metadata?.annotations) ? object.metadata.annotations : {}
  return { ...object, metadata: { ...object.metadata, annotations: { ...annotations, ...cause } } }
}
