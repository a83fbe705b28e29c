type Format = 'decimal' | 'binary' | 'exponent'

/** A quantity taken apart as upstream keeps it (`resource.Quantity`): its amount is `mantissa` × 10^`scale`, exactly. */
export interface QuantityAmount {
  readonly mantissa: bigint
  readonly scale: number
  readonly format: Format
  /** The text itself, where upstream serves it back unchanged. */
  readonly text?: string
  /** Upstream keeps it as a number of any length, not in 64 bits. */
  readonly isLong?: true
}

const binaryPowers: ReadonlyMap<string, number> = new Map([
  ['Ki', 10],
  ['Mi', 20],
  ['Gi', 30],
  ['Ti', 40],
  ['Pi', 50],
  ['Ei', 60],
])
const decimalPowers: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
])
const binarySuffixes = invert(binaryPowers)
const decimalSuffixes = invert(decimalPowers)

function invert(powers: ReadonlyMap<string, number>): ReadonlyMap<number, string> {
  return new Map([...powers].map(([suffix, power]) => [power, suffix]))
}

/** How a text fails to be a quantity, in upstream's words (`resource.ErrFormatWrong`, `ErrNumeric`, `ErrSuffix`). */
export const quantityErrors = {
  format: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  numeric: 'unable to parse numeric part of quantity',
  suffix: "unable to parse quantity's suffix",
} as const
export type QuantityError = (typeof quantityErrors)[keyof typeof quantityErrors]

const form = /^([+-]?)0*(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/
/** Upstream's quick way takes `Gi` for 0; its exact way wants a digit. */
const hasDigits = /^[+-]?\.?\d/
/** Most digits upstream keeps in an int64; longer numbers take the exact way, which does not remember the text. */
const digitsMost = 18
const nano = -9
const milli = -3

function parse(text: string): QuantityAmount | QuantityError {
  const match = text === '' ? null : form.exec(text)
  if (!match) return quantityErrors.format
  const [, sign, digits = '', fraction = '', suffix = ''] = match
  const number = `${digits || '0'}${fraction}`
  const mantissa = BigInt(sign === '-' ? `-${number}` : number)
  const binaryPower = binaryPowers.get(suffix)
  if (binaryPower !== undefined) return binaryAmount(text, mantissa, digits || '0', fraction, binaryPower)
  const exponent = decimalPowers.get(suffix)
  const power = exponent ?? exponentOf(suffix)
  if (power === undefined) return quantityErrors.suffix
  const scale = power - fraction.length
  const format = exponent === undefined ? 'exponent' : 'decimal'
  const isCanonical = scale % 3 === 0 && !number.endsWith('000') && number[0] !== '0'
  if (number.length <= digitsMost && scale >= nano)
    return { mantissa, scale, format, ...((isCanonical || text === '0') && { text }) }
  return hasDigits.test(text) ? rounded({ mantissa, scale, format, isLong: true }, nano) : quantityErrors.numeric
}

/** `e3` and `E-6`; only the first letter may be one. */
function exponentOf(suffix: string): number | undefined {
  return /^[eE][-+]?\d+$/.test(suffix) ? Number(suffix.slice(1)) : undefined
}

function binaryAmount(
  text: string,
  value: bigint,
  digits: string,
  fraction: string,
  power: number,
): QuantityAmount | QuantityError {
  const mantissa = value << BigInt(power)
  const room = 15 - digits.length - Math.trunc((power * 3) / 10) - 1
  if (fraction === '' && room >= 0) {
    const isCanonical = (value & 7n) !== 0n
    return { mantissa, scale: 0, format: 'binary', ...(isCanonical && { text }) }
  }
  if (!hasDigits.test(text)) return quantityErrors.numeric
  const capped = cap(rounded({ mantissa, scale: -fraction.length, format: 'binary', isLong: true }, nano))
  return isBelow(capped, 1n) ? { ...capped, format: 'decimal' } : capped
}

const int64Most = 2n ** 63n - 1n

function cap(amount: QuantityAmount): QuantityAmount {
  if (isBelow(amount, int64Most)) return amount
  return { ...amount, mantissa: amount.mantissa < 0n ? -int64Most : int64Most, scale: 0 }
}

/** Whether the amount's distance from zero is below `bound`. */
function isBelow({ mantissa, scale }: QuantityAmount, bound: bigint): boolean {
  const size = mantissa < 0n ? -mantissa : mantissa
  return scale >= 0 ? size * 10n ** BigInt(scale) < bound : size < bound * 10n ** BigInt(-scale)
}

/** The amount with nothing finer than 10^`scale`: what is finer is rounded away from zero, so that a wish for little stays a wish. */
function rounded(amount: QuantityAmount, scale: number): QuantityAmount {
  if (amount.scale >= scale) return amount
  const { mantissa, format, isLong } = amount
  const size = mantissa < 0n ? -mantissa : mantissa
  const dropped = scale - amount.scale
  // `1e-999999999` must not compute 10^999999999.
  const isTiny = dropped > size.toString().length
  const unit = isTiny ? size + 1n : 10n ** BigInt(dropped)
  const units = (size + unit - 1n) / unit
  return { mantissa: mantissa < 0n ? -units : units, scale, format, ...(isLong && { isLong }) }
}

function print(amount: QuantityAmount): string {
  if (amount.mantissa === 0n) return '0'
  if (amount.format === 'binary' && !isBelow(amount, 1024n)) {
    const whole = amount.mantissa * 10n ** BigInt(Math.max(amount.scale, 0))
    const unit = 10n ** BigInt(Math.max(-amount.scale, 0))
    if (whole % unit === 0n) return printBinary(whole / unit)
  }
  return printDecimal(amount)
}

function printBinary(value: bigint): string {
  let number = value
  let power = 0
  while (number % 1024n === 0n) {
    number /= 1024n
    power += 10
  }
  return `${number}${binarySuffixes.get(power) ?? ''}`
}

function printDecimal({ mantissa, scale, format }: QuantityAmount): string {
  let number = mantissa
  let power = scale
  while (number % 10n === 0n) {
    number /= 10n
    power++
  }
  const excess = ((power % 3) + 3) % 3
  number *= 10n ** BigInt(excess)
  power -= excess
  const suffix = format === 'exponent' ? (power === 0 ? '' : `e${power}`) : (decimalSuffixes.get(power) ?? '')
  return `${number}${suffix}`
}

/** A number below a billion that needs no rewriting: nearly all quantities there are. */
const plainDecimal = /^(?:[1-9]\d{0,8}[mkMGT]?|0)$/
const plainBinary = /^[1-9]\d{0,2}[KMGT]i$/

/**
 * A quantity as Go's `resource.Quantity` serves it after reading it: `1024Ki` is `1Mi`, `0.5` is `500m`; or the error it answers.
 * `finest: 'milli'` rounds up to thousandths, as defaulting does in every resource list (`SetDefaults_ResourceList`).
 */
export function canonicalQuantity(
  quantity: string | number,
  finest: 'nano' | 'milli' = 'nano',
): { readonly value: string } | { readonly error: QuantityError } {
  const text = String(quantity).trim()
  if (plainBinary.test(text) || (plainDecimal.test(text) && !text.includes('000'))) return { value: text }
  const amount = parse(text)
  if (typeof amount === 'string') return { error: amount }
  const kept = finest === 'milli' ? rounded(amount, milli) : amount
  return { value: kept.text ?? print(kept) }
}

/**
 * The value of a Kubernetes quantity (`1Mi`, `500m`, `1e3`, or a plain number), in its base unit; undefined when it is not one.
 * Blanks around it and a bare suffix (`Gi` is 0) are accepted, as the real server does. Exact up to 2^53.
 */
export function parseQuantity(quantity: string | number): number | undefined {
  if (typeof quantity === 'number') return Number.isFinite(quantity) ? quantity : undefined
  let value = valuesRead.get(quantity)
  if (value === undefined && !valuesRead.has(quantity)) {
    value = amountOf(quantity)
    if (valuesRead.size >= valuesKept) valuesRead.clear()
    valuesRead.set(quantity, value)
  }
  return value
}

/** The few texts that a cluster's quantities are made of are read once; a flood of different ones is not kept. */
const valuesRead = new Map<string, number | undefined>()
const valuesKept = 4096

function amountOf(quantity: string): number | undefined {
  const amount = parse(quantity.trim())
  if (typeof amount === 'string') return undefined
  const { mantissa, scale } = amount
  return scale < 0 ? Number(mantissa) / 10 ** -scale : Number(mantissa) * 10 ** scale
}

/** A stored quantity taken apart; undefined when it is none. */
export function quantityAmount(text: string): QuantityAmount | undefined {
  const amount = parse(text)
  return typeof amount === 'string' ? undefined : amount
}

/** The sum of quantities as Go writes it: in the form of the first that is not zero (`Quantity.Add`). Those that are none count nothing. */
export function quantitySum(quantities: readonly string[]): string {
  let sum: QuantityAmount = { mantissa: 0n, scale: 0, format: 'decimal' }
  for (const text of quantities) {
    const amount = parse(text)
    if (typeof amount === 'string') continue
    const scale = Math.min(sum.scale, amount.scale)
    const mantissa = scaledTo(sum, scale) + scaledTo(amount, scale)
    sum = { mantissa, scale, format: sum.mantissa === 0n ? amount.format : sum.format }
  }
  return print(sum)
}

function scaledTo({ mantissa, scale }: QuantityAmount, to: number): bigint {
  return mantissa * 10n ** BigInt(scale - to)
}
