import type { MapNode } from './parse'
import { blockAt, reindented } from './repair'
import type { ShapeName } from './shapes'
import { nearestWord } from './spelling'
import { lineEnd, lineStart, replacing } from './text'
import type { Finding } from './types'
import { type UnknownField, unknownFields } from './unknown-fields'

/** Trying indentations is work; after this many fields the rest is told without. */
const triedMost = 6

/** Fields where they do not belong: misspelled, or at the wrong level. */
export function misplacedFindings(
  text: string,
  object: MapNode,
  shape: ShapeName,
  judge: (text: string) => number,
): readonly Finding[] {
  return unknownFields(object, shape).map((field, index) =>
    findingOf(text, field, index < triedMost ? judge : undefined),
  )
}

function findingOf(text: string, field: UnknownField, judge: ((text: string) => number) | undefined): Finding {
  const { key, path, range } = field
  const where = path ? `\`${path}\`` : 'the top level of this object'
  const message = `\`${key}\` is no field of ${where}.`
  const sameLetters = field.free.find(name => name.toLowerCase() === key.toLowerCase())
  if (sameLetters) return spelled(field, message, sameLetters)
  const repair = judge && beginsLine(text, range.from) ? reindented(text, blockAt(text, range.from), judge) : undefined
  if (repair) {
    const { fix, change, firstLine, lastLine } = repair
    const lines = firstLine === lastLine ? `line ${firstLine}` : `lines ${firstLine}–${lastLine}`
    return {
      range,
      message: `\`${key}\` is at the wrong level: it is no field of ${where}.`,
      advice: `Indent ${lines} by ${change}.`,
      fix,
    }
  }
  const meant = nearestWord(key, field.free)
  if (meant) return spelled(field, message, meant)
  return {
    range,
    message,
    advice:
      field.free.length > 0
        ? `Look whether it belongs to another level. Here may stand ${some(field.free)}.`
        : 'Take it out.',
  }
}

function spelled({ range }: UnknownField, message: string, meant: string): Finding {
  return { range, message, advice: `Write \`${meant}\`.`, fix: replacing(`Write ${meant}`, range, meant) }
}

/** Whether nothing but spaces stands before a key in its line; a dash cannot be moved without its item. */
function beginsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), Math.min(offset, lineEnd(text, offset))).trim() === ''
}

function some(fields: readonly string[]): string {
  const few = fields.slice(0, 6).map(field => `\`${field}\``)
  return fields.length > few.length ? `${few.join(', ')} and others` : few.join(', ')
}
