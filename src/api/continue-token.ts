import { base64OfText } from '../base'
import { badRequest } from './errors'
import { scanJson } from './json-text'

/** Where the next page of a list begins. */
export interface ContinueToken {
  /** The revision that all pages show; -1 for whatever is there now. */
  readonly revision: number
  /** The first key of the page: `name` in a namespace, `namespace/name` across all. */
  readonly start: string
}

const version = 'meta.k8s.io/v1'

/** The token as clients get it: JSON in URL-safe base64 without padding (apiserver `pkg/storage/continue.go`). */
export function encodeContinue({ revision, start }: ContinueToken): string {
  const text = JSON.stringify({ v: version, rv: revision, start }).replaceAll('\u0000', '\\u0000')
  return base64OfText(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Reads a token. Throws 400 for what is none. */
export function decodeContinue(token: string): ContinueToken {
  const bytes = bytesOf(token)
  const { error } = scanJson(bytes)
  if (error !== undefined) throw notValid(error)
  const text = new TextDecoder().decode(Uint8Array.from(bytes, character => character.charCodeAt(0)))
  const { v = '', rv = 0, start = '' } = JSON.parse(text) as { v?: string; rv?: number; start?: string }
  if (v !== version) throw notValid(`server does not recognize this encoded version ${JSON.stringify(v)}`)
  if (rv === 0) throw notValid(`incorrect encoded start resourceVersion (version ${version})`)
  if (start === '') throw notValid(`encoded start key empty (version ${version})`)
  return { revision: rv, start }
}

/** What the base64 says, one character a byte. */
function bytesOf(token: string): string {
  const illegal = /[^A-Za-z0-9_-]/.exec(token)?.index ?? (token.length % 4 === 1 ? token.length - 1 : -1)
  if (illegal >= 0) throw notValid(`illegal base64 data at input byte ${illegal}`)
  return atob(token.replaceAll('-', '+').replaceAll('_', '/'))
}

function notValid(detail: string) {
  return badRequest(`invalid continue token: continue key is not valid: ${detail}`)
}
