const binary: Readonly<Record<string, number>> = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}
const decimal: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
}
const form = /^([+-]?(?:\d+\.?\d*|\.\d+)?)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/

/**
 * The value of a Kubernetes quantity (`1Mi`, `500m`, `1e3`, or a plain number), in its base unit; undefined when it is not one.
 * Blanks around it and a bare suffix (`Gi` is 0) are accepted, as the real server does.
 */
export function parseQuantity(quantity: string | number): number | undefined {
  if (typeof quantity === 'number') return Number.isFinite(quantity) ? quantity : undefined
  const text = quantity.trim()
  const match = form.exec(text)
  if (!match || text === '' || text === '+' || text === '-') return undefined
  const amount = match[1] === '' ? 0 : Number(match[1])
  const suffix = match[2] ?? ''
  const scale = binary[suffix] ?? decimal[suffix] ?? Number(`1${suffix}`)
  return Number.isFinite(amount * scale) ? amount * scale : undefined
}
