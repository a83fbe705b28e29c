/** What a person did at the keyboard, or what was pasted. */
export type Press =
  | { readonly type: 'text'; readonly text: string }
  /** A pasted text; its line feeds are no Enter. */
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: 'key'; readonly key: Key }

export type Key = (typeof sequences)[number][1]

/** What a terminal sends for a key. Longer ones come first. */
const sequences = [
  ['\x1b[1;5D', 'wordLeft'],
  ['\x1b[1;5C', 'wordRight'],
  ['\x1b[1;3D', 'wordLeft'],
  ['\x1b[1;3C', 'wordRight'],
  ['\x1b[3~', 'delete'],
  ['\x1b[1~', 'home'],
  ['\x1b[4~', 'end'],
  ['\x1b\x7f', 'deleteWord'],
  ['\x1b[A', 'up'],
  ['\x1b[B', 'down'],
  ['\x1b[C', 'right'],
  ['\x1b[D', 'left'],
  ['\x1b[F', 'end'],
  ['\x1b[H', 'home'],
  ['\x1bOA', 'up'],
  ['\x1bOB', 'down'],
  ['\x1bOC', 'right'],
  ['\x1bOD', 'left'],
  ['\x1bOF', 'end'],
  ['\x1bOH', 'home'],
  ['\x1bb', 'wordLeft'],
  ['\x1bf', 'wordRight'],
  ['\x1bd', 'deleteNextWord'],
  ['\x1b', 'escape'],
  ['\r', 'enter'],
  ['\t', 'tab'],
  ['\x7f', 'backspace'],
  ['\x01', 'home'],
  ['\x02', 'left'],
  ['\x03', 'interrupt'],
  ['\x04', 'endOfInput'],
  ['\x05', 'end'],
  ['\x06', 'right'],
  ['\x07', 'escape'],
  ['\b', 'backspace'],
  ['\n', 'enter'],
  ['\v', 'deleteToEnd'],
  ['\f', 'clear'],
  ['\x0e', 'down'],
  ['\x10', 'up'],
  ['\x12', 'search'],
  ['\x15', 'deleteToStart'],
  ['\x17', 'deleteWord'],
  ['\x19', 'yank'],
] as const

const pasteStart = '\x1b[200~'
const pasteEnd = '\x1b[201~'

/** What stands in a piece of what a terminal sends. */
export function pressesIn(data: string): readonly Press[] {
  const presses: Press[] = []
  let rest = data
  while (rest !== '') {
    if (rest.startsWith(pasteStart)) {
      const end = rest.indexOf(pasteEnd)
      const text = rest.slice(pasteStart.length, end < 0 ? undefined : end)
      presses.push({ type: 'paste', text: text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '') })
      rest = end < 0 ? '' : rest.slice(end + pasteEnd.length)
      continue
    }
    const known = sequences.find(([sequence]) => rest.startsWith(sequence))
    if (known && !(known[1] === 'escape' && rest.length > 1)) {
      presses.push({ type: 'key', key: known[1] })
      rest = rest.slice(known[0].length)
      continue
    }
    const [unknown] = /^\p{Cc}(?:\[[\d;]*[A-Za-z~])?/u.exec(rest) ?? []
    const [text = ''] = unknown === undefined ? (/^\P{Cc}+/u.exec(rest) ?? []) : []
    if (text !== '') presses.push({ type: 'text', text })
    rest = rest.slice((unknown ?? text).length || 1)
  }
  return presses
}
