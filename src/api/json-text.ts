/** Go gives up at 10,000 levels; no manifest of this world has twenty, and recursion here and elsewhere bears these without a thought. */
export const depthMost = 100

/** What Go's strict JSON decoder notices about a text before it looks at types. */
export interface JsonScan {
  /** The syntax error in Go's words; undefined for good JSON. */
  readonly error?: string
  /** Paths of fields that stand twice in one object, `metadata.name`. */
  readonly duplicates: ReadonlySet<string>
}

class SyntaxProblem extends Error {}

/** Reads a JSON text for its syntax and for fields that occur twice. After Go's `encoding/json` scanner and `sigs.k8s.io/json`. */
export function scanJson(text: string): JsonScan {
  const scanner = new Scanner(text)
  try {
    scanner.top()
    return { duplicates: scanner.duplicates }
  } catch (error) {
    if (error instanceof SyntaxProblem) return { error: error.message, duplicates: scanner.duplicates }
    throw error
  }
}

class Scanner {
  readonly duplicates = new Set<string>()
  private readonly text: string
  private at = 0
  private depth = 0

  constructor(text: string) {
    this.text = text
  }

  top(): void {
    this.value('')
    this.blanks()
    if (this.at < this.text.length) this.fail('after top-level value')
  }

  private value(path: string): void {
    this.blanks()
    const character = this.text[this.at]
    if (character === '{' || character === '[') {
      if (++this.depth > depthMost) throw new SyntaxProblem('exceeded max depth')
      this.at++
      if (character === '{') this.object(path)
      else this.array(path)
      this.depth--
    } else if (character === '"') this.string()
    else if (character !== undefined && /[-0-9]/.test(character)) this.number()
    else if (character === 't') this.literal('true')
    else if (character === 'f') this.literal('false')
    else if (character === 'n') this.literal('null')
    else this.fail('looking for beginning of value')
  }

  private object(path: string): void {
    const seen = new Set<string>()
    this.blanks()
    if (this.text[this.at] === '}') {
      this.at++
      return
    }
    for (;;) {
      this.blanks()
      if (this.text[this.at] !== '"') this.fail('looking for beginning of object key string')
      const key = this.string()
      const place = path === '' ? key : `${path}.${key}`
      if (seen.has(key)) this.duplicates.add(place)
      seen.add(key)
      this.blanks()
      if (this.text[this.at] !== ':') this.fail('after object key')
      this.at++
      this.value(place)
      if (this.ends('}', 'after object key:value pair')) return
    }
  }

  private array(path: string): void {
    this.blanks()
    if (this.text[this.at] === ']') {
      this.at++
      return
    }
    for (let index = 0; ; index++) {
      this.value(`${path}[${index}]`)
      if (this.ends(']', 'after array element')) return
    }
  }

  /** Steps over `,` (false) or the closing bracket (true). */
  private ends(bracket: string, context: string): boolean {
    this.blanks()
    const character = this.text[this.at]
    if (character !== ',' && character !== bracket) this.fail(context)
    this.at++
    return character === bracket
  }

  private string(): string {
    const start = this.at++
    for (;;) {
      const character = this.text[this.at]
      if (character === undefined || character < ' ') this.fail('in string literal')
      this.at++
      if (character === '"') return JSON.parse(this.text.slice(start, this.at)) as string
      if (character === '\\') this.escape()
    }
  }

  private escape(): void {
    const character = this.text[this.at]
    if (character === undefined || !'"\\/bfnrtu'.includes(character)) this.fail('in string escape code')
    this.at++
    if (character !== 'u') return
    for (let count = 0; count < 4; count++) {
      if (!/[0-9a-fA-F]/.test(this.text[this.at] ?? '')) this.fail('in \\u hexadecimal character escape')
      this.at++
    }
  }

  private number(): void {
    if (this.text[this.at] === '-') this.at++
    if (this.text[this.at] === '0') this.at++
    else this.digits('in numeric literal')
    if (this.text[this.at] === '.') {
      this.at++
      this.digits('after decimal point in numeric literal')
    }
    if (/[eE]/.test(this.text[this.at] ?? '')) {
      this.at++
      if (/[+-]/.test(this.text[this.at] ?? '')) this.at++
      this.digits('in exponent of numeric literal')
    }
  }

  private digits(context: string): void {
    if (!/[0-9]/.test(this.text[this.at] ?? '')) this.fail(context)
    while (/[0-9]/.test(this.text[this.at] ?? '')) this.at++
  }

  private literal(word: string): void {
    for (const wanted of word) {
      if (this.text[this.at] !== wanted) this.fail(`in literal ${word} (expecting '${wanted}')`)
      this.at++
    }
  }

  private blanks(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) this.at++
  }

  private fail(context: string): never {
    const character = this.text[this.at]
    if (character === undefined) throw new SyntaxProblem('unexpected end of JSON input')
    throw new SyntaxProblem(`invalid character ${quoted(character)} ${context}`)
  }
}

/** A character as Go quotes it. */
function quoted(character: string): string {
  if (character === "'") return "'\\''"
  if (character === '"') return `'"'`
  const code = character.charCodeAt(0)
  if (code >= 0x7f && code < 0xa0) return `'\\${code === 0x7f ? 'x7f' : `u${code.toString(16).padStart(4, '0')}`}'`
  return `'${JSON.stringify(character).slice(1, -1)}'`
}
