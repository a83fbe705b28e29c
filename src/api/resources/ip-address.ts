import { type FieldError, invalid } from './field-error'

const ipv4Form = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/
const addressRule = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'
const rangeRule = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'

/** The address as a number, `10.96.0.1` is 174063617; undefined when it is not an IPv4 address. */
export function parseIPv4(text: string): number | undefined {
  const match = ipv4Form.exec(text)
  if (!match) return undefined
  let value = 0
  for (let part = 1; part <= 4; part++) {
    const number = Number(match[part])
    if (number > 255) return undefined
    value = value * 256 + number
  }
  return value
}

/** The dotted text of an address given as a number. */
export function ipv4Text(value: number): string {
  return [24, 16, 8, 0].map(shift => (value >>> shift) & 255).join('.')
}

/** Whether the text is an IPv6 address, in any of its short forms, without a zone. */
export function isIPv6(text: string): boolean {
  const halves = text.split('::')
  if (!text.includes(':') || halves.length > 2) return false
  let groups = 0
  for (const [index, half] of halves.entries()) {
    if (half === '') continue
    const parts = half.split(':')
    for (const [position, part] of parts.entries()) {
      const isLast = index === halves.length - 1 && position === parts.length - 1
      if (isLast && part.includes('.')) {
        if (parseIPv4(part) === undefined) return false
        groups += 2
      } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups++
      else return false
    }
  }
  return halves.length === 2 ? groups < 8 : groups === 8
}

/** What is wrong with an IP address of either family (`IsValidIPForLegacyField`). */
export function addressErrors(text: string, path: string): readonly FieldError[] {
  return parseIPv4(text) !== undefined || isIPv6(text) ? [] : [invalid(path, text, addressRule)]
}

/** What is wrong with an address range, `10.1.0.0/24` (`IsValidCIDRForLegacyField`). */
export function cidrErrors(text: string, path: string): readonly FieldError[] {
  const [address = '', length = '', ...rest] = text.split('/')
  const bits = parseIPv4(address) !== undefined ? 32 : isIPv6(address) ? 128 : 0
  const isValid = bits > 0 && rest.length === 0 && /^\d+$/.test(length) && Number(length) <= bits
  return isValid ? [] : [invalid(path, text, rangeRule)]
}

/**
 * Addresses that no endpoint can have: nowhere, this very machine, its own link (`pkg/apis/core/validation: ValidateEndpointIP`).
 * The address must be valid.
 */
export function endpointAddressErrors(text: string, path: string): readonly FieldError[] {
  const lower = text.toLowerCase()
  const first = parseIPv4(text) === undefined ? undefined : Number(text.split('.')[0])
  const details: string[] = []
  if (text === '0.0.0.0' || /^[0:]+$/.test(lower)) details.push(`may not be unspecified (${text})`)
  if (first === 127 || lower === '::1') details.push('may not be in the loopback range (127.0.0.0/8, ::1/128)')
  if (text.startsWith('169.254.') || /^fe[89ab]/.test(lower))
    details.push('may not be in the link-local range (169.254.0.0/16, fe80::/10)')
  if (text.startsWith('224.0.0.') || lower.startsWith('ff02:'))
    details.push('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)')
  return details.map(detail => invalid(path, text, detail))
}
