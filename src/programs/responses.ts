import type { ProgramResponse } from './types'

export function textResponse(code: number, body: string): ProgramResponse {
  return { code, contentType: 'text/plain; charset=utf-8', body }
}

export function htmlResponse(code: number, body: string): ProgramResponse {
  return { code, contentType: 'text/html', body }
}
