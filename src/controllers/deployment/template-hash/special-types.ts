import { quantityAmount } from '../../../kinds'

/** `metav1.Time` in a template is never set. */
export const goTime = '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}'

/** `intstr.IntOrString`. */
export function goIntOrString(value: unknown): string {
  const isText = typeof value === 'string'
  const number = typeof value === 'number' ? value : 0
  return `{Type:(intstr.Type)${isText ? 1 : 0} IntVal:(int32)${number} StrVal:(string)${isText ? value : ''}}`
}

const formats = { decimal: 'DecimalSI', binary: 'BinarySI', exponent: 'DecimalExponent' } as const
const wordBits = 64n
const exactScale = 9

/** `resource.Quantity` as it is after reading the stored text. */
export function goQuantity(value: unknown): string {
  const amount = quantityAmount(String(value))
  if (!amount) return '{}'
  const { mantissa, scale, format, text = '', isLong } = amount
  const quick = isLong ? { mantissa: 0n, scale: 0 } : { mantissa, scale }
  const number = `{value:(int64)${quick.mantissa} scale:(resource.Scale)${quick.scale}}`
  const exact = isLong ? longNumber(mantissa, scale) : '<nil>'
  return `{i:(resource.int64Amount)${number} d:(resource.infDecAmount){Dec:(*inf.Dec)${exact}} s:(string)${text} Format:(resource.Format)${formats[format]}}`
}

/** `inf.Dec`, rounded to nine digits, its number in words of 64 bits. */
function longNumber(mantissa: bigint, scale: number): string {
  const unscaled = mantissa * 10n ** BigInt(exactScale + scale)
  const words: bigint[] = []
  for (let rest = unscaled < 0n ? -unscaled : unscaled; rest > 0n; rest >>= wordBits)
    words.push(BigInt.asUintN(Number(wordBits), rest))
  const number = `{neg:(bool)${unscaled < 0n} abs:(big.nat)[${words.join(' ')}]}`
  return `{unscaled:(big.Int)${number} scale:(inf.Scale)${exactScale}}`
}
