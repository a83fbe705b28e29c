import { lineEnd, lineStart } from './text'
import type { Finding, TextEdit } from './types'

const widths = [2, 4, 8]

/** What a line begins with: spaces, tabs, and the dashes of list items. */
const indentations = /^[ \t]*(?:-[ \t]+)*/gm

/**
 * The finding about lines that are indented with tabs; undefined when there are none. A tab's width is not in the text: the one under which
 * the least else is wrong (`judge`) is taken, the narrowest of equals.
 */
export function tabFinding(text: string, judge: (text: string) => number): Finding | undefined {
  const lines = [...text.matchAll(indentations)].filter(([spaces]) => spaces.includes('\t'))
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
        ? 'This line is indented with a tab. YAML allows only spaces there.'
        : `This line and ${lines.length - 1} more are indented with tabs. YAML allows only spaces there.`,
    advice: `Write ${width} spaces for each tab.`,
    fix: { title: `Replace tabs by ${width} spaces`, edits },
  }
}

function withoutTabs(text: string, width: number): string {
  return text.replace(indentations, spaces => expanded(spaces, width))
}

/** Tabs move to the next multiple of the width, as in an editor. */
function expanded(spaces: string, width: number): string {
  let column = 0
  let result = ''
  for (const character of spaces) {
    const step = character === '\t' ? width - (column % width) : 1
    result += character === '\t' ? ' '.repeat(step) : character
    column += step
  }
  return result
}
