import type { ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { HttpResponse, Status } from '../../client'
import { headOf, textOf } from '../wire'

/** Shorter answers are sent as they are (apiserver `endpoints/handlers/responsewriters/writers.go` defaultGzipThresholdBytes). */
const zippedFromBytes = 128 * 1024
/** The quickest; it saves nine tenths of a list already (defaultGzipContentEncodingLevel). */
const level = 1

/** How long a client may take to read an answer before its connection is cut, in milliseconds without any progress. */
const patienceMs = 30_000

const zipped = promisify<Buffer, { readonly level: number }, Buffer>(gzip)

/** Sends a whole answer, compressed where it is long and the client can. */
export async function send(response: ServerResponse, answer: HttpResponse, encodings: unknown): Promise<void> {
  const { code, headers } = headOf(answer)
  const body = Buffer.from(textOf(answer))
  const isZipped = body.length >= zippedFromBytes && takesGzip(encodings)
  const bytes = isZipped ? await zipped(body, { level }) : body
  response.setTimeout(patienceMs, () => response.destroy())
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

function takesGzip(encodings: unknown): boolean {
  return (
    typeof encodings === 'string' &&
    encodings.split(',').some(one => /^\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$))?/.test(one))
  )
}
