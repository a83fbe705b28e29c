import type { ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { HttpResponse, Status } from '../../client'
import { encodingOf, headOf, textOf } from '../wire'

/** Shorter answers are sent as they are (apiserver `endpoints/handlers/responsewriters/writers.go` defaultGzipThresholdBytes). */
const zippedFromBytes = 128 * 1024
/** The quickest; it saves nine tenths of a list already (defaultGzipContentEncodingLevel). */
const level = 1

const zipped = promisify<Buffer, { readonly level: number }, Buffer>(gzip)

/** Sends a whole answer, compressed where it is long and the client can. */
export async function send(response: ServerResponse, answer: HttpResponse, encodings: unknown): Promise<void> {
  const { code, headers } = headOf(answer)
  const body = Buffer.from(textOf(answer), encodingOf(answer.contentType))
  const isZipped = body.length >= zippedFromBytes && takesGzip(encodings)
  const bytes = isZipped ? await zipped(body, { level }) : body
  response.writeHead(code, {
    ...(headers as Record<string, string | string[]>),
    ...(isZipped && { 'content-encoding': 'gzip', vary: 'Accept-Encoding' }),
    'content-length': bytes.length,
  })
  response.end(bytes)
}

/** Sends a Status. */
export function sendStatus(response: ServerResponse, status: Status): Promise<void> {
  return send(response, { code: status.code ?? 500, contentType: 'application/json', body: status }, undefined)
}

/** Whether an Accept-Encoding header names gzip, and not with a weight of nothing. */
function takesGzip(encodings: unknown): boolean {
  if (typeof encodings !== 'string') return false
  const clauses = encodings.split(',').map(clause => clause.replace(/\s/g, '').split(';'))
  return clauses.some(([name, weight = 'q=1']) => name === 'gzip' && Number(weight.slice(2)) > 0)
}
