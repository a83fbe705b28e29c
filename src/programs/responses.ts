import type { ProgramResponse } from './types'

/** An answer in plain text. */
export function textResponse(code: number, body: string): ProgramResponse {
  return { code, contentType: 'text/plain; charset=utf-8', body }
}

/** An answer that is a page. */
export function htmlResponse(code: number, body: string): ProgramResponse {
  return { code, contentType: 'text/html', body }
}
