import { CommandError } from '../../errors'

/** `metadata.name`, `.metadata.name` and `{metadata.name}` as the template that they mean (`RelaxedJSONPathExpression`). Throws CommandError. */
export function relaxedPath(text: string): string {
  if (text === '') return text
  const [all, inBraces, bare] = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(text) ?? []
  if (all === undefined)
    throw new CommandError(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    )
  return `{.${inBraces ?? bare ?? ''}}`
}
