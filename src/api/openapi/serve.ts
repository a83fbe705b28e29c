import type { HttpRequest, HttpResponse } from '../../client'
import type { Resource } from '../resources'
import { documentsOf } from './documents'

/** Answers for `/openapi/v3` and what is below it; undefined for every other path. */
export function serveOpenApi({ path }: HttpRequest, resources: readonly Resource[]): HttpResponse | undefined {
  const [place = ''] = path.split('?', 1)
  const [, root, version, ...words] = place.replace(/\/+$/, '').split('/')
  if (root !== 'openapi' || version !== 'v3') return undefined
  const documents = documentsOf(resources)
  if (words.length === 0)
    return json({ paths: Object.fromEntries([...documents].map(([at, { hash }]) => [at, link(at, hash)])) })
  const found = documents.get(words.join('/'))
  return found && json(found.document)
}

function link(path: string, hash: string) {
  return { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }
}

function json(body: unknown): HttpResponse {
  return { code: 200, contentType: 'application/json', body }
}
