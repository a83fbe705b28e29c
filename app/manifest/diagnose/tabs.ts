import { lineEnd, lineStart } from './text'
import type { Finding, TextEdit } from './types'

const widths = [2, 4, 8]

/** Whether the parser stumbled over tabs. */
export interface TabFinding extends Finding {
  /** The text with blanks instead, line by line the same. */
  readonly mended: string
}

/**
 * The finding about lines that are indented with tabs; undefined when there are none. A tab's width is not in the text: the one under which
 * the least else is wrong (`judge`) is taken, the narrowest of equals.
 */
export function tabFinding(text: string, judge: (text: string) => number): TabFinding | undefined {
  const lines = [...text.matchAll(/^[ \t]*\t[ \t]*/gm)]
  const first = lines[0]
  if (!first) return undefined
  const [width] = widths
    .map(candidate => [candidate, judge(withoutTabs(text, candidate))] as const)
    .reduce((best, next) => (next[1] < best[1] ? next : best))
  const edits: readonly TextEdit[] = lines.map(match => ({
    from: match.index,
    to: match.index + match[0].length,
    text: expanded(match[0], width),
  }))
  return {
    range: {
      from: lineStart(text, first.index),
      to: Math.max(first.index + first[0].length, lineEnd(text, first.index)),
    },
    message:
      lines.length === 1
        ? 'This line is indented with a tab. YAML allows only blanks there.'
        : `This line and ${lines.length - 1} more are indented with tabs. YAML allows only blanks there.`,
    advice: `Write ${width} blanks for each tab.`,
    fix: { title: `Replace tabs by ${width} blanks`, edits },
    mended: withoutTabs(text, width),
  }
}

function withoutTabs(text: string, width: number): string {
  return text.replace(/^[ \t]*\t[ \t]*/gm, blanks => expanded(blanks, width))
}

/** Tabs move to the next multiple of the width, as in an editor. */
function expanded(blanks: string, width: number): string {
  let column = 0
  for (const character of blanks) column = character === '\t' ? column + width - (column % width) : column + 1
  return ' '.repeat(column)
}
