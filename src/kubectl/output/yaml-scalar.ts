/** Words that mean something else than themselves in YAML 1.1. */
const meaningful =
  /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|~|null|Null|NULL|<<|[+-]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/
const wholeNumber = /^[+-]?(?:0b[01]+|0o?[0-7]+|0x[\da-f]+|[1-9]\d*|0)$/i
const fraction = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/
const date = /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt ]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?$/
const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/
/** Where go-yaml begins to look for a blank to break a line at. */
const bestWidth = 80

/** Where a scalar stands: how far its following lines are indented, and which column it begins in. */
export interface Place {
  readonly indent: number
  readonly column: number
  readonly isKey?: boolean
}

/** A text as go-yaml writes it in block style: plain where that reads back as text, else quoted, or literal when it has line breaks. */
export function yamlText(text: string, place: Place): string {
  const traits = traitsOf(text)
  if (text.includes('\n') && !place.isKey && traits.allowsBlock) return literal(text, place)
  const isPlain = !text.includes('\n') && isUnmistakable(text)
  if (isPlain && traits.allowsPlain && text !== '') return folded(text, place)
  if (!isPlain || !traits.allowsSingle) return doubleQuoted(text, place)
  return folded(`'${text.replaceAll("'", "''")}'`, place, 1)
}

function isUnmistakable(text: string): boolean {
  const digits = text.replaceAll('_', '')
  return !(
    text === '' ||
    meaningful.test(text) ||
    (/^[-+.\d]/.test(text) && (wholeNumber.test(digits) || fraction.test(digits))) ||
    date.test(text) ||
    base60.test(text)
  )
}

interface Traits {
  readonly allowsPlain: boolean
  readonly allowsSingle: boolean
  readonly allowsBlock: boolean
}

/** What libyaml's `analyze_scalar` finds out. */
function traitsOf(text: string): Traits {
  const hasSpecial = /[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|\t/u.test(text)
  const breaksAfterSpace = / \n/.test(text)
  const spacesAfterBreak = /\n /.test(text)
  const hasIndicators =
    /^(?:---|\.\.\.)/.test(text) ||
    /^[#,[\]{}&*!|>'"%@`]/.test(text) ||
    /^[-?:](?:\s|$)/.test(text) ||
    /:(?:\s|$)/.test(text) ||
    /\s#/.test(text)
  const isEdgy = /^[ \n]|[ \n]$/.test(text)
  return {
    allowsPlain: !(
      isEdgy ||
      spacesAfterBreak ||
      breaksAfterSpace ||
      hasSpecial ||
      text.includes('\n') ||
      hasIndicators
    ),
    allowsSingle: !(spacesAfterBreak || breaksAfterSpace || hasSpecial),
    allowsBlock: !(breaksAfterSpace || hasSpecial || text.endsWith(' ')),
  }
}

/** Breaks a long line at single blanks beyond the best width; keys stay on one line. */
function folded(text: string, { indent, column, isKey }: Place, quotes = 0): string {
  if (isKey) return text
  let result = ''
  let at = column
  const characters = [...text]
  for (const [i, character] of characters.entries()) {
    const isLonely = character === ' ' && characters[i - 1] !== ' ' && characters[i + 1] !== ' '
    if (isLonely && at > bestWidth && i > quotes && i < characters.length - 1 - quotes) {
      result += `\n${' '.repeat(indent)}`
      at = indent
    } else {
      result += character
      at++
    }
  }
  return result
}

const escapes: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
}

function doubleQuoted(text: string, { indent, column, isKey }: Place): string {
  let result = '"'
  let at = column + 1
  const characters = [...text]
  for (const [i, character] of characters.entries()) {
    const follows = characters[i - 1] === ' '
    if (character === ' ' && !isKey && !follows && at > bestWidth && i > 0 && i < characters.length - 1) {
      const next = characters[i + 1] === ' ' ? '\\' : ''
      result += `\n${' '.repeat(indent)}${next}`
      at = indent + next.length
      continue
    }
    const written = escapeOf(character)
    result += written
    at += written.length
  }
  return `${result}"`
}

function escapeOf(character: string): string {
  const known = escapes[character]
  if (known !== undefined) return known
  const code = character.codePointAt(0) as number
  if (code >= 0x20 && code <= 0x7e) return character
  if ((code >= 0xa0 && code <= 0xd7ff) || (code >= 0xe000 && code < 0xfeff) || (code > 0xfeff && code <= 0xfffd))
    return character
  const hex = code.toString(16).toUpperCase()
  if (code > 0xffff) return `\\U${hex.padStart(8, '0')}`
  return code <= 0xff ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`
}

function literal(text: string, { indent }: Place): string {
  const hint = /^[ \n]/.test(text) ? '2' : ''
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : ''
  const lines = text.replace(/\n$/, '').split('\n')
  return `|${hint}${chomp}\n${lines.map(line => (line === '' ? '' : ' '.repeat(indent) + line)).join('\n')}`
}
