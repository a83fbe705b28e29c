/** `status.phase!=Running`: one condition of a field selector. */
export interface FieldTerm {
  readonly field: string
  readonly isEqual: boolean
  readonly value: string
}

/** A field selector that cannot be read. The message is what the API answers with code 400. */
export class FieldSelectorError extends Error {}

/**
 * The terms of a field selector, all of which must hold (apimachinery `pkg/fields/selector.go` ParseSelector). A backslash before a comma, an
 * equals sign or a backslash makes it a part of the value.
 */
export function parseFieldSelector(text: string): readonly FieldTerm[] {
  return termsOf(text)
    .filter(term => term !== '')
    .map(term => termOf(text, term))
}

/** The selector cut at the commas that are not escaped. */
function termsOf(text: string): string[] {
  const terms: string[] = []
  let start = 0
  for (let at = 0; at < text.length; at++)
    if (text[at] === '\\') at++
    else if (text[at] === ',') {
      terms.push(text.slice(start, at))
      start = at + 1
    }
  terms.push(text.slice(start))
  return terms
}

function termOf(selector: string, term: string): FieldTerm {
  const match = /^([^=]*?)(!=|==|=)(.*)$/s.exec(term)
  if (!match) throw new FieldSelectorError(`invalid selector: '${selector}'; can't understand '${term}'`)
  const [, field, operator, value] = match as unknown as [string, string, string, string]
  return { field, isEqual: operator !== '!=', value: unescaped(value) }
}

function unescaped(value: string): string {
  let result = ''
  for (let at = 0; at < value.length; at++) {
    const character = value[at] as string
    if (character === '\\') {
      const next = value[++at] ?? ''
      if (!['\\', ',', '='].includes(next))
        throw new FieldSelectorError(`invalid field selector: invalid escape sequence: \\${next}`)
      result += next
    } else if (character === '=')
      throw new FieldSelectorError(`invalid field selector: unescaped character in value: ${character}`)
    else result += character
  }
  return result
}
