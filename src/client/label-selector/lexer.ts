/** What a word or sign of a label selector is. */
export type TokenType = 'identifier' | 'operator' | 'end' | 'error'

export interface Token {
  readonly type: TokenType
  readonly text: string
}

const signs: ReadonlySet<string> = new Set(['(', ')', ',', '!', '=', '==', '!=', '<', '>'])
const signCharacters = '=!(),<>'

/**
 * Cuts a label selector into words and signs (apimachinery `pkg/labels/selector.go` Lexer). Signs are taken as long as they make sense
 * together: `===` is `==` and `=`. `in` and `notin` are words: only their place makes them operators.
 */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const character = text[at] as string
    if (/[ \t\r\n]/.test(character)) at++
    else {
      const token = signCharacters.includes(character) ? signAt(text, at) : wordAt(text, at)
      tokens.push(token)
      at += token.text.length
    }
  }
  tokens.push({ type: 'end', text: '' })
  return tokens
}

function signAt(text: string, from: number): Token {
  const two = text.slice(from, from + 2)
  return { type: 'operator', text: signs.has(two) ? two : (text[from] as string) }
}

function wordAt(text: string, from: number): Token {
  let to = from
  while (to < text.length && !/[ \t\r\n=!(),<>]/.test(text[to] as string)) to++
  return { type: 'identifier', text: text.slice(from, to) }
}
