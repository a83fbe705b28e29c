/** One field of a protobuf message: its number, and a number or the bytes of what it holds. */
export interface WireField {
  readonly number: number
  readonly value: bigint | Uint8Array
}

/** Reads the fields of a message in their order (protobuf.dev/programming-guides/encoding). Throws RangeError for what is none. */
export function* fieldsOf(bytes: Uint8Array): Generator<WireField, void> {
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++]
      if (byte === undefined) throw new RangeError('unexpected EOF')
      value |= BigInt(byte & 127) << shift
      if (byte < 128) return BigInt.asUintN(64, value)
    }
    throw new RangeError('integer overflow')
  }
  const take = (length: number): Uint8Array => {
    if (!(length >= 0 && at + length <= bytes.length)) throw new RangeError('unexpected EOF')
    at += length
    return bytes.subarray(at - length, at)
  }
  while (at < bytes.length) {
    const tag = Number(varint())
    const number = Math.floor(tag / 8)
    if (number === 0) throw new RangeError('illegal tag 0')
    const type = tag % 8
    if (type === 0) yield { number, value: varint() }
    else if (type === 2) yield { number, value: take(Number(varint())) }
    else if (type === 1) yield { number, value: take(8) }
    else if (type === 5) yield { number, value: take(4) }
    else throw new RangeError(`illegal wireType ${type}`)
  }
}

/** Writes a message, field by field. */
export class MessageWriter {
  private readonly parts: Uint8Array[] = []
  private length = 0

  /** A number or a truth; nothing where it is the zero value. */
  number(field: number, value: number | boolean): this {
    return value ? this.add(varintOf(field * 8)).add(varintOf(Number(value))) : this
  }

  /** A text; nothing where it is empty or absent. */
  text(field: number, value: string | undefined): this {
    return value ? this.bytes(field, encoder.encode(value)) : this
  }

  texts(field: number, values: readonly string[] = []): this {
    for (const value of values) this.bytes(field, encoder.encode(value))
    return this
  }

  /** Another message; nothing where it is absent. */
  message(field: number, value: MessageWriter | undefined): this {
    return value ? this.bytes(field, value.finish()) : this
  }

  messages<T>(field: number, values: readonly T[] | undefined, write: (value: T) => MessageWriter): this {
    for (const value of values ?? []) this.message(field, write(value))
    return this
  }

  /** The message as bytes. */
  finish(): Uint8Array {
    const whole = new Uint8Array(this.length)
    let at = 0
    for (const part of this.parts) {
      whole.set(part, at)
      at += part.length
    }
    return whole
  }

  private bytes(field: number, value: Uint8Array): this {
    return this.add(varintOf(field * 8 + 2))
      .add(varintOf(value.length))
      .add(value)
  }

  private add(part: Uint8Array): this {
    this.parts.push(part)
    this.length += part.length
    return this
  }
}

const encoder = new TextEncoder()

function varintOf(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  while (rest > 127) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  return Uint8Array.of(...bytes, rest)
}

/** Bytes as they pass through requests and answers: a text with a character for each. */
export function binaryText(bytes: Uint8Array): string {
  let text = ''
  // In pieces: a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return text
}

/** The bytes of such a text. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, character => character.charCodeAt(0))
}
