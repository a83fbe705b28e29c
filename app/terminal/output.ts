/** A text as it may be shown: commands of terminals in it, wherever they come from, do nothing. */
export function harmless(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, '').replaceAll('\n', '\r\n')
}

/** A text in a colour of the theme: 31 red, 90 faint. */
export function coloured(text: string, code: number): string {
  return `\x1b[${code}m${text}\x1b[0m`
}

/** Words in columns, as many as fit. */
export function inColumns(words: readonly string[], width: number): string {
  const cell = Math.max(...words.map(word => word.length)) + 2
  const columns = Math.max(1, Math.floor(width / cell))
  const rows = Math.ceil(words.length / columns)
  const lines = Array.from({ length: rows }, (_, row) =>
    words
      .filter((_, i) => i % rows === row)
      .map(word => word.padEnd(cell))
      .join('')
      .trimEnd(),
  )
  return `${lines.join('\n')}\n`
}

/** A text as a whole screen: what does not fit is cut off. */
export function asScreen(text: string, columns: number, rows: number): string {
  const lines = text.replace(/\n$/, '').split('\n').slice(0, rows)
  return `\x1b[H${lines.map(line => `${harmless(line).slice(0, columns)}\x1b[K`).join('\r\n')}\x1b[J`
}
