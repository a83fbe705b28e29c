import type { YAMLParseError } from 'yaml'
import type { ManifestDocument } from './parse'
import { blockAt, type Reindentation, reindented } from './repair'
import { lineEnd, lineNumber, lineRange, lineStart, replacing } from './text'
import type { Finding, Fix, TextRange } from './types'

/** What the first syntax error of a document means; the others mostly follow from it. */
export function syntaxFinding(text: string, document: ManifestDocument): Finding | undefined {
  const error = firstError(document)
  if (!error) return undefined
  const at = Math.min(error.pos[0], text.length)
  return colonFinding(text, at) ?? scalarFinding(text, error) ?? plainFinding(text, error)
}

/** The line whose wrong indentation is behind the first syntax error, with a fix; undefined when something else is. */
export function layoutFinding(
  text: string,
  document: ManifestDocument,
  judge: (text: string) => number,
): Finding | undefined {
  const error = firstError(document)
  if (!error) return undefined
  const at = Math.min(error.pos[0], text.length)
  return colonFinding(text, at) || scalarFinding(text, error) ? undefined : misaligned(text, at, judge)
}

function firstError(document: ManifestDocument): YAMLParseError | undefined {
  return document.errors[0]
}

/** `key:value` without the space. */
function colonFinding(text: string, at: number): Finding | undefined {
  for (const offset of [at, lineStart(text, at) - 1]) {
    if (offset < 0) continue
    const from = lineStart(text, offset)
    const match = /^( *(?:- +)*[\w./-]+):(?=[^\s:/])/.exec(text.slice(from, lineEnd(text, offset)))
    if (!match) continue
    const colon = from + (match[1] as string).length + 1
    return {
      range: lineRange(text, offset),
      message: 'There must be a space after the colon.',
      advice: `Write \`${(match[1] as string).trim()}: ${text.slice(colon, lineEnd(text, colon)).trim()}\`.`,
      fix: replacing('Put a space after the colon', { from: colon, to: colon }, ' '),
    }
  }
  return undefined
}

/** Values that begin with a character YAML keeps for itself, and quotes that do not end. */
function scalarFinding(text: string, error: YAMLParseError): Finding | undefined {
  const at = Math.min(error.pos[0], text.length)
  if (error.code === 'BAD_SCALAR_START') {
    const range: TextRange = { from: at, to: at + text.slice(at, lineEnd(text, at)).trimEnd().length }
    const value = text.slice(range.from, range.to)
    return {
      range,
      message: `A value cannot begin with \`${text[at]}\`.`,
      advice: 'Put the value in quotes.',
      fix: replacing('Put it in quotes', range, JSON.stringify(value)),
    }
  }
  if (error.code !== 'MISSING_CHAR' || !error.message.includes('quote')) return undefined
  const opening = lastQuote(text, at, error.message.includes("'") ? "'" : '"')
  return {
    range: { from: opening, to: lineEnd(text, opening) },
    message: 'This quote is opened and never closed.',
    advice: 'Close it at the end of the value.',
  }
}

function lastQuote(text: string, before: number, quote: string): number {
  const at = text.lastIndexOf(quote, Math.max(0, before - 1))
  return at < 0 ? before : at
}

/** A line that does not line up: found by trying where it, or the line before it, would fit. */
function misaligned(text: string, at: number, judge: (text: string) => number): Finding | undefined {
  let best: { readonly finding: Finding; readonly score: number } | undefined
  for (const offset of suspects(text, at)) {
    const repair = betterOf(
      reindented(text, blockAt(text, offset), judge),
      reindented(text, lineRange(text, offset), judge),
      judge,
      text,
    )
    if (!repair) continue
    const score = judge(applied(text, repair.fix))
    if (best && score >= best.score) continue
    const line = text.slice(lineStart(text, offset), lineEnd(text, offset)).trim()
    const shown = line.length > 40 ? `${line.slice(0, 40)}…` : line
    const finding: Finding = {
      range: lineRange(text, offset),
      message: `This line does not line up with the lines around it: \`${shown}\` belongs to another level.`,
      advice: `Indent ${place(repair.firstLine, repair.lastLine)} by ${repair.change}.`,
      fix: repair.fix,
    }
    best = { finding, score }
  }
  return best?.finding
}

/** The line may be meant to move alone, or with the deeper lines below it. */
function betterOf(
  block: Reindentation | undefined,
  line: Reindentation | undefined,
  judge: (text: string) => number,
  text: string,
): Reindentation | undefined {
  if (!block || !line) return block ?? line
  return judge(applied(text, line.fix)) < judge(applied(text, block.fix)) ? line : block
}

/** The line of the error and the one before it: the parser stumbles where it can go on no longer, which may be a line late. */
function suspects(text: string, at: number): readonly number[] {
  const here = lineRange(text, at).from
  const before: number[] = []
  let end = lineStart(text, at) - 1
  while (end > 0 && before.length < 2) {
    const line = text.slice(lineStart(text, end), end)
    if (line.trim() !== '' && !line.trimStart().startsWith('#')) before.push(lineRange(text, end).from)
    end = lineStart(text, end) - 1
  }
  return text.slice(lineStart(text, at), lineEnd(text, at)).trim() === '' ? before : [here, ...before]
}

function applied(text: string, { edits }: Fix): string {
  let result = ''
  let end = 0
  for (const edit of edits) {
    result += text.slice(end, edit.from) + edit.text
    end = edit.to
  }
  return result + text.slice(end)
}

function place(first: number, last: number): string {
  return first === last ? `line ${first}` : `lines ${first}–${last}`
}

const words: Readonly<Record<string, readonly [message: string, advice: string]>> = {
  BAD_INDENT: [
    'This line does not line up with the lines around it.',
    'Begin it in the same column as the lines it belongs with.',
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    'The key has a value already, so nothing else can follow it.',
    'Either a value stands after the colon, or lines further in stand below it. Put quotes around a value that has `: ` in it.',
  ],
  MULTILINE_IMPLICIT_KEY: [
    'This line is neither `key: value` nor `- item`.',
    'Write a colon and a space after the key, or a dash and a space before the item.',
  ],
  MISSING_CHAR: ['Something is missing here.', 'Look for a bracket, a brace or a colon that was left out.'],
  UNEXPECTED_TOKEN: ['This does not belong here.', 'Look for a bracket, a brace or a quote too many.'],
  RESOURCE_EXHAUSTION: ['This is nested far too deeply.', 'Manifests are at most a few dozen levels deep.'],
  TAB_AS_INDENT: ['A tab stands where YAML allows only spaces.', 'Write spaces instead.'],
}

function plainFinding(text: string, error: YAMLParseError): Finding {
  const at = Math.min(error.pos[0], Math.max(0, text.length - 1))
  const [message, advice] = words[error.code] ?? [
    `YAML cannot be read from here: ${error.message}.`,
    `Look at line ${lineNumber(text, at)} and the one before it.`,
  ]
  return { range: lineRange(text, at), message, advice }
}
