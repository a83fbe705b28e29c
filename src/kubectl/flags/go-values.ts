/** Go's `strconv.ParseBool`; undefined for what is none. */
export function parseBool(text: string): boolean | undefined {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true
  return ['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text) ? false : undefined
}

const integer = /^[+-]?(?:0x[0-9a-f_]+|0b[01_]+|0o?[0-7_]*|[1-9][\d_]*)$/i

/** Go's `strconv.ParseInt(text, 0, bits)`: the number, or the words of its error. */
export function parseInteger(text: string, bits: 32 | 64): number | string {
  if (!integer.test(text)) return `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`
  const isNegative = text.startsWith('-')
  const digits = text.replace(/^[+-]/, '').replaceAll('_', '')
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits
  const value = BigInt(octal) * (isNegative ? -1n : 1n)
  const most = 1n << BigInt(bits - 1)
  if (value >= most || value < -most) return `strconv.ParseInt: parsing ${JSON.stringify(text)}: value out of range`
  return Number(value)
}

/** What Go makes of a number that is put into 32 bits. */
export function toInt32(value: number): number {
  return Number(BigInt.asIntN(32, BigInt(value)))
}

const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
}

/** Go's `time.ParseDuration`: milliseconds, or the words of its error. */
export function parseDuration(text: string): number | string {
  const quoted = JSON.stringify(text)
  let rest = text.replace(/^[+-]/, '')
  if (rest === '0') return 0
  if (rest === '') return `time: invalid duration ${quoted}`
  let ms = 0
  while (rest !== '') {
    const [all, digits = ''] = /^(\d+(?:\.\d*)?|\.\d+)/.exec(rest) ?? []
    if (all === undefined) return `time: invalid duration ${quoted}`
    rest = rest.slice(all.length)
    const [unit = ''] = /^[^.\d]*/.exec(rest) ?? []
    if (unit === '') return `time: missing unit in duration ${quoted}`
    const size = Object.hasOwn(unitMs, unit) ? unitMs[unit] : undefined
    if (size === undefined) return `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`
    ms += Number(digits) * size
    rest = rest.slice(unit.length)
  }
  return text.startsWith('-') ? -ms : ms
}

/** How Go prints a duration: `1h2m3.5s`, `500ms`, `0s`. */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0s'
  if (ms < 0) return `-${formatDuration(-ms)}`
  if (ms < 1) return `${trimmed(ms * 1000)}µs`
  if (ms < 1000) return `${trimmed(ms)}ms`
  const hours = Math.floor(ms / 3_600_000)
  const minutes = Math.floor(ms / 60_000) % 60
  const seconds = `${trimmed((ms % 60_000) / 1000)}s`
  if (hours > 0) return `${hours}h${minutes}m${seconds}`
  return minutes > 0 ? `${minutes}m${seconds}` : seconds
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(9)))
}

/** One line of comma-separated values with quotes, as pflag's slices read it: the values, or the words of the error. */
export function parseCommaSeparated(text: string): readonly string[] | string {
  if (text === '') return []
  const values: string[] = []
  let rest = text
  let column = 1
  for (;;) {
    if (rest.startsWith('"')) {
      const [all, quoted = ''] = /^"((?:[^"]|"")*)"(?=,|$)/.exec(rest) ?? []
      if (all === undefined)
        return `parse error on line 1, column ${text.length + 1}: extraneous or missing " in quoted-field`
      values.push(quoted.replaceAll('""', '"'))
      rest = rest.slice(all.length)
      column += all.length
    } else {
      const [bare = ''] = /^[^,]*/.exec(rest) ?? []
      if (bare.includes('"'))
        return `parse error on line 1, column ${column + bare.indexOf('"')}: bare " in non-quoted field`
      values.push(bare)
      rest = rest.slice(bare.length)
      column += bare.length
    }
    if (rest === '') return values
    rest = rest.slice(1)
    column++
  }
}
