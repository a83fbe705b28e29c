import type { ServerResponse } from 'node:http'
import { failure, type Status } from '../../client'

/** A 503 in the words of the API. */
export function unavailable(message: string): Status {
  return failure('ServiceUnavailable', message)
}

/** What is said when there is no tab to ask. */
export function noTab(address: string): Status {
  return unavailable(
    `no tab with a cluster is open: open ${address} in a browser, leave it open, and try again (${address}/lab/tabs lists the open tabs)`,
  )
}

/** Answers with a Status. */
export function sendStatus(response: ServerResponse, status: Status): void {
  sendJson(response, status.code ?? 500, status)
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, code: number, body: unknown): void {
  const text = `${JSON.stringify(body)}\n`
  response
    .writeHead(code, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) })
    .end(text)
}
