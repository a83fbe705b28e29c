import { microTimestamp, parseTimestamp, timestamp } from '../../kinds'

/** A text as it is kept, or what Go says about it. */
export type TextResult = { readonly value: string | null } | { readonly error: string }

const secondsForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
const microsecondsForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/

/** The parts of Go's time layouts, with what each takes from the text. */
const secondsLayout: readonly (readonly [part: string, form: RegExp])[] = [
  ['2006', /^\d{4}/],
  ['-', /^-/],
  ['01', /^\d\d/],
  ['-', /^-/],
  ['02', /^\d\d/],
  ['T', /^T/],
  ['15', /^\d\d?/],
  [':', /^:/],
  ['04', /^\d\d/],
  [':', /^:/],
  ['05', /^\d\d(?:[.,]\d+)?/],
]
const zone = ['Z07:00', /^(?:Z|[+-]\d\d:\d\d)/] as const
const layouts = {
  'v1.Time': { text: '2006-01-02T15:04:05Z07:00', parts: [...secondsLayout, zone] },
  'v1.MicroTime': {
    text: '2006-01-02T15:04:05.000000Z07:00',
    parts: [...secondsLayout.slice(0, -1), ['05', /^\d\d/] as const, ['.000000', /^\.\d{6}/] as const, zone],
  },
}

/** A time in UTC with the precision of its type (`metav1.Time`, `metav1.MicroTime`); `null` for Go's zero time. */
export function decodeTime(text: string, goType: string): TextResult {
  const isMicro = goType === 'v1.MicroTime'
  const isPlain = (isMicro ? microsecondsForm : secondsForm).test(text)
  const { text: layout, parts } = layouts[isMicro ? 'v1.MicroTime' : 'v1.Time']
  let rest = text
  for (const [part, form] of isPlain ? [] : parts) {
    const match = form.exec(rest)
    if (!match) return { error: `parsing time "${text}" as "${layout}": cannot parse "${rest}" as "${part}"` }
    rest = rest.slice(match[0].length)
  }
  if (!isPlain && rest !== '') return { error: `parsing time "${text}": extra text: "${rest}"` }
  return inRange(text, isMicro, isPlain)
}

function inRange(text: string, isMicro: boolean, isPlain: boolean): TextResult {
  const [month, day, hour, minute, second] = [5, 8, 11, 14, 17].map(at => Number(text.slice(at, at + 2))) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const wrong =
    month < 1 || month > 12
      ? 'month'
      : hour > 23
        ? 'hour'
        : minute > 59
          ? 'minute'
          : second > 59
            ? 'second'
            : day < 1 || day > daysIn(Number(text.slice(0, 4)), month)
              ? 'day'
              : undefined
  if (wrong) return { error: `parsing time "${text}": ${wrong} out of range` }
  if (text.startsWith('0001-01-01T00:00:00') && text.endsWith('Z')) return { value: null }
  if (isPlain) return { value: text }
  const moment = parseTimestamp(text.replace(',', '.'))
  return { value: isMicro ? microTimestamp(moment) : timestamp(moment) }
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

const base64Form = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Base64 as Go's `encoding/base64` reads it: line breaks are skipped, padding is a must. */
export function decodeBase64(text: string): TextResult {
  const joined = text.includes('\n') || text.includes('\r') ? text.replace(/[\r\n]/g, '') : text
  if (base64Form.test(joined)) return { value: joined }
  return { error: `illegal base64 data at input byte ${firstIllegalByte(text)}` }
}

/** Offset that `CorruptInputError` reports. */
function firstIllegalByte(text: string): number {
  let inQuantum = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string
    if (character === '\n' || character === '\r') continue
    if (/[A-Za-z0-9+/]/.test(character)) {
      inQuantum = (inQuantum + 1) % 4
      continue
    }
    if (character !== '=' || inQuantum < 2) return at
    if (inQuantum === 3) return at + 1
    if (at + 1 >= text.length) return text.length
    return text[at + 1] === '=' ? at + 2 : at
  }
  return text.length - inQuantum
}
