import { failure, type HttpRequest, type HttpResponse } from '../../client'
import type { Discoverable } from '../discovery'
import { clausesOf } from '../output'
import { binaryText } from '../protobuf'
import { type Documents, documentsOf } from './documents'
import { gnostic } from './gnostic'
import { versionTwo } from './version-two'

/** Answers for `/openapi/v2`, `/openapi/v3` and what is below it; undefined for every other path. Whether the method fits is not looked at. */
export function serveOpenApi(
  { path, accept }: HttpRequest,
  resources: readonly Discoverable[],
): HttpResponse | undefined {
  const [place = ''] = path.split('?', 1)
  const [, root, version, ...words] = place.replace(/\/+$/, '').split('/')
  if (root !== 'openapi' || (version !== 'v2' && version !== 'v3')) return undefined
  const documents = documentsOf(resources)
  if (version === 'v2') return words.length === 0 ? swagger(documents, accept) : undefined
  if (words.length === 0) return json({ paths: linksOf(documents) })
  const found = documents.get(words.join('/'))
  return found && json(found.document)
}

/** The index: clients keep a document under this address, which has its hash in it. */
function linksOf(documents: Documents) {
  const links = [...documents].map(([path, { hash }]) => [
    path,
    { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` },
  ])
  return Object.fromEntries(links)
}

/** What clients ask for has an `@` in it, which no media type may have; the answer is called as it should be. */
const binaryType = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf'
const binaryTypes: readonly string[] = [binaryType, 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf']

const binaries = new WeakMap<Documents, string>()

/** Version 2 in the form that is wanted most (kube-openapi `pkg/handler`). */
function swagger(documents: Documents, accept = '*/*'): HttpResponse {
  for (const { type } of clausesOf(accept)) {
    if (['application/json', 'application/*', '*/*'].includes(type)) return json(versionTwo(documents))
    if (binaryTypes.includes(type)) return { code: 200, contentType: binaryType, body: binaryOf(documents) }
  }
  const message = `only the following media types are accepted: application/json, ${binaryType}`
  return { code: 406, contentType: 'application/json', body: failure('NotAcceptable', message) }
}

function binaryOf(documents: Documents): string {
  let text = binaries.get(documents)
  if (text === undefined) {
    text = binaryText(gnostic(versionTwo(documents)))
    binaries.set(documents, text)
  }
  return text
}

function json(body: unknown): HttpResponse {
  return { code: 200, contentType: 'application/json', body }
}
