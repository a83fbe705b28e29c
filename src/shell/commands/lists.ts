import { compareText } from '../../base'
import { print } from '../../kubectl'
import type { Program } from '../process'
import { allLines, eachLine } from './lines'
import { optionsOf } from './options'

/** How many lines, words and characters. */
export const wc: Program = {
  name: 'wc',
  usage: '[-lwc] [FILE…]',
  short: 'how many lines, words and characters',
  *run({ words }) {
    const options = optionsOf(words, 'lwcm', '', { lines: 'l', words: 'w', bytes: 'c', chars: 'm' })
    const lines = yield* allLines(options.args)
    const counts = {
      l: lines.length,
      w: lines.reduce((sum, line) => sum + (line.match(/\S+/g)?.length ?? 0), 0),
      c: lines.reduce((sum, line) => sum + line.length + 1, 0),
    }
    const all = !['l', 'w', 'c', 'm'].some(letter => options.has(letter))
    const shown = [
      ...(all || options.has('l') ? [counts.l] : []),
      ...(all || options.has('w') ? [counts.w] : []),
      ...(all || options.has('c') || options.has('m') ? [counts.c] : []),
    ]
    yield* print(shown.length === 1 ? `${shown[0]}\n` : `${shown.map(count => String(count).padStart(7)).join(' ')}\n`)
    return 0
  },
}

/** Lines in order, by the value of their bytes. */
export const sort: Program = {
  name: 'sort',
  usage: '[-rnu] [-k N] [-t C] [FILE…]',
  short: 'lines in order',
  *run({ words }) {
    const options = optionsOf(words, 'rnu', 'kt', { reverse: 'r', 'numeric-sort': 'n', unique: 'u', key: 'k' })
    const [from, to] = (options.value('k') ?? '').split(',').map(text => Number.parseInt(text, 10))
    const separator = options.value('t')
    const keyOf = (line: string) => {
      if (!from) return line
      const fields = separator === undefined ? line.trim().split(/\s+/) : line.split(separator)
      return fields.slice(from - 1, to || undefined).join(' ')
    }
    const isNumeric = options.has('n') || /n/.test(options.value('k') ?? '')
    const compare = (a: string, b: string) =>
      isNumeric ? numberIn(keyOf(a)) - numberIn(keyOf(b)) : compareText(keyOf(a), keyOf(b))
    const lines = (yield* allLines(options.args)).sort((a, b) => compare(a, b) || compareText(a, b))
    const kept = options.has('u')
      ? lines.filter((line, i) => i === 0 || compare(line, lines[i - 1] as string) !== 0)
      : lines
    for (const line of options.has('r') ? kept.reverse() : kept) yield* print(`${line}\n`)
    return 0
  },
}

function numberIn(text: string): number {
  const number = Number.parseFloat(text)
  return Number.isNaN(number) ? 0 : number
}

/** Equal lines, one after the other, once. */
export const uniq: Program = {
  name: 'uniq',
  usage: '[-cdui] [FILE]',
  short: 'equal neighbours once; -c counts them',
  *run({ words }) {
    const options = optionsOf(words, 'cdui', '', { count: 'c', repeated: 'd', unique: 'u' })
    const keyOf = (line: string) => (options.has('i') ? line.toLowerCase() : line)
    const shown = (line: string, count: number) => {
      if ((options.has('d') && count === 1) || (options.has('u') && count > 1)) return ''
      return options.has('c') ? `${String(count).padStart(7)} ${line}\n` : `${line}\n`
    }
    let group: { readonly line: string; count: number } | undefined
    yield* eachLine(options.args, function* (line) {
      if (group && keyOf(group.line) === keyOf(line)) group.count++
      else {
        if (group) yield* print(shown(group.line, group.count))
        group = { line, count: 1 }
      }
      return false
    })
    const last = group as { readonly line: string; readonly count: number } | undefined
    if (last) yield* print(shown(last.line, last.count))
    return 0
  },
}
