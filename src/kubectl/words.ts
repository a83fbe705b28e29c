/**
 * The words of a line as a shell splits them: blanks separate; single quotes keep everything, double quotes all but `\"`, `\\`, `\$` and
 * `` \` ``; a backslash keeps the next character. An open quote ends with the line.
 */
export function splitWords(line: string): readonly string[] {
  const words: string[] = []
  let word: string | undefined
  for (let i = 0; i < line.length; i++) {
    const character = line[i] as string
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else if (character === "'") {
      const end = endOf(line, i, "'")
      word = (word ?? '') + line.slice(i + 1, end)
      i = end
    } else if (character === '"') {
      const [all = '"', text = ''] = /^"((?:[^"\\]|\\[\s\S])*)"?/.exec(line.slice(i)) ?? []
      word = (word ?? '') + text.replace(/\\([$`"\\])/g, '$1')
      i += all.length - 1
    } else if (character === '\\') word = (word ?? '') + (line[++i] ?? '')
    else word = (word ?? '') + character
  }
  return word === undefined ? words : [...words, word]
}

function endOf(line: string, start: number, quote: string): number {
  const end = line.indexOf(quote, start + 1)
  return end < 0 ? line.length : end
}
