/** A quantity taken apart: `digits × 10^-places × base^exponent`. */
interface Parts {
  readonly sign: bigint
  /** Whole part without leading zeros, '0' when there is none. */
  readonly whole: string
  readonly fraction: string
  readonly form: 'binary' | 'decimal' | 'exponent'
  readonly exponent: number
}

const pattern = /^([+-]?)(\d*)(\.\d*)?(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const decimalSuffixes: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
}
const nano = 10n ** 9n
const mostBinary = (2n ** 63n - 1n) * nano
/** Quantities repeat; a cache of a pure function. Emptied when it has grown large. */
const known = new Map<string, string>()

/**
 * The text under which the API stores a quantity: `0.5` is `500m`, `1024Mi` is `1Gi`, but `1e3`, `+1` and `1500m` stay as they are
 * (`k8s.io/apimachinery/pkg/api/resource: ParseQuantity, String`). With `roundToMilli`, as resources of pods and claims are stored, `0.5m`
 * is `1m` (`SetDefaults_ResourceList`). Undefined when it is not a quantity.
 */
export function canonicalQuantity(quantity: string | number, roundToMilli = false): string | undefined {
  const text = typeof quantity === 'number' ? numberText(quantity) : quantity
  const key = roundToMilli ? `m${text}` : text
  const cached = known.get(key)
  if (cached !== undefined) return cached
  const parts = partsOf(text.trim())
  if (!parts) return undefined
  const result = isKept(parts, roundToMilli) ? text.trim() : canonicalText(parts, roundToMilli)
  if (known.size > 5000) known.clear()
  known.set(key, result)
  return result
}

function numberText(value: number): string {
  return String(value).replace(/e\+/, 'e')
}

function partsOf(text: string): Parts | undefined {
  const match = pattern.exec(text)
  if (!match || text === '') return undefined
  const [, sign, digits = '', point = '', suffix = ''] = match
  const whole = digits.replace(/^0+/, '') || '0'
  const numbers = { sign: sign === '-' ? -1n : 1n, whole, fraction: point.slice(1) }
  const binary = suffix === '' ? -1 : binarySuffixes.indexOf(suffix)
  if (binary > 0) return { ...numbers, form: 'binary', exponent: binary * 10 }
  const decimal = decimalSuffixes[suffix]
  if (decimal !== undefined) return { ...numbers, form: 'decimal', exponent: decimal }
  return { ...numbers, form: 'exponent', exponent: Number(suffix.slice(1)) }
}

/** Whether upstream's parser takes its fast path and finds the text canonical enough to keep it. */
function isKept({ whole, fraction, form, exponent }: Parts, roundToMilli: boolean): boolean {
  if (form === 'binary') {
    if (fraction !== '' || 14 - whole.length - Math.trunc((exponent * 3) / 10) < 0) return false
    return (BigInt(whole) & 7n) !== 0n
  }
  const shifted = whole + fraction
  const scale = exponent - fraction.length
  if (shifted.length > 18 || scale < (roundToMilli ? -3 : -9)) return false
  return scale % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0')
}

function canonicalText(parts: Parts, roundToMilli: boolean): string {
  const nanos = roundUp(nanosOf(parts), roundToMilli ? 10n ** 6n : 1n)
  if (nanos === 0n) return '0'
  const amount = parts.form === 'binary' && nanos > mostBinary ? mostBinary : nanos
  const minus = parts.sign < 0n ? '-' : ''
  if (parts.form === 'binary' && amount >= 1024n * nano && amount % nano === 0n)
    return minus + inSteps(amount / nano, 1024n, step => binarySuffixes[step] as string, binarySuffixes.length - 1)
  const suffixOf = (step: number) => decimalSuffix((step - 3) * 3, parts.form === 'exponent')
  return minus + inSteps(amount, 1000n, suffixOf, parts.form === 'exponent' ? 100 : 9)
}

/** The size of the quantity in billionths, rounded up. */
function nanosOf({ whole, fraction, form, exponent }: Parts): bigint {
  const digits = BigInt(whole + fraction)
  if (form === 'binary') return divideUp(digits * 2n ** BigInt(exponent) * nano, 10n ** BigInt(fraction.length))
  const scale = Math.max(-400, Math.min(400, exponent)) - fraction.length + 9
  return scale >= 0 ? digits * 10n ** BigInt(scale) : divideUp(digits, 10n ** BigInt(-scale))
}

function divideUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by
}

function roundUp(value: bigint, step: bigint): bigint {
  return divideUp(value, step) * step
}

/** Divides as often as it goes without a rest; the count of divisions chooses the suffix. */
function inSteps(value: bigint, base: bigint, suffixOf: (step: number) => string, most: number): string {
  let step = 0
  let rest = value
  while (step < most && rest % base === 0n) {
    rest /= base
    step++
  }
  return `${rest}${suffixOf(step)}`
}

function decimalSuffix(exponent: number, isExponentForm: boolean): string {
  if (exponent === 0) return ''
  if (isExponentForm) return `e${exponent}`
  return Object.keys(decimalSuffixes).find(suffix => decimalSuffixes[suffix] === exponent) as string
}
