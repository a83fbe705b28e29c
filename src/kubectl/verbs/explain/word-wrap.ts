/**
 * A text broken at blanks into lines of at most `most` characters; longer words stay whole, and blanks at the beginning of its own lines are kept
 * (mitchellh/go-wordwrap).
 */
export function wrapped(text: string, most: number): string {
  return text
    .split('\n')
    .map(line => wrappedLine(line, most))
    .join('\n')
}

function wrappedLine(line: string, most: number): string {
  let result = ''
  let length = 0
  for (const [, blanks = '', word = ''] of line.matchAll(/(\s*)(\S*)/g)) {
    if (word === '') {
      if (length + blanks.length <= most) result += blanks
      break
    }
    const isTooLong = length + blanks.length + word.length > most
    const fitsAlone = word.length < most
    if (isTooLong && fitsAlone) {
      result += `\n${word}`
      length = word.length
    } else {
      result += blanks + word
      length += blanks.length + word.length
    }
  }
  return result
}

/** Each line with blanks before it. */
export function indented(text: string, amount: number): string {
  const pad = ' '.repeat(amount)
  return pad + text.replaceAll('\n', `\n${pad}`)
}
