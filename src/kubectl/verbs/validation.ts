import { CommandError } from '../errors'
import type { FlagValues } from '../flags'

/** What `--validate` asks for. Throws CommandError. */
export function validationOf(flags: FlagValues): 'strict' | 'warn' | 'ignore' {
  const text = flags.text('validate')
  if (['strict', '1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return 'strict'
  if (['ignore', '0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text)) return 'ignore'
  if (text === 'warn') return 'warn'
  throw new CommandError(
    `invalid - validate option ${JSON.stringify(text)}; must be one of: strict (or true), warn, ignore (or false)`,
  )
}

/** The same as the API's query has it. */
export function fieldValidationOf(flags: FlagValues): string {
  return { strict: 'Strict', warn: 'Warn', ignore: 'Ignore' }[validationOf(flags)]
}
