import type { Call } from '../../command'
import { CommandError } from '../../errors'
import type { Run } from '../../process'
import { type ApiObject, find, infosOf } from '../../resources'

/** The object that a word means: the name of a pod, or `type/name`. Throws StatusError and CommandError. */
export function* findOne(call: Call, word: string): Run<ApiObject> {
  const words = [word.includes('/') ? word : `pods/${word}`]
  const { infos, error } = yield* infosOf(yield* find(call, { words, mustBeOneType: true }))
  if (error !== undefined) throw error
  const [info] = infos
  if (!info?.object) throw new CommandError('expected a resource')
  return info.object
}
