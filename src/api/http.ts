import { type HttpRequest, type HttpResponse, StatusError } from '../client'
import { checkSize } from './body-limits'
import { catalogAt } from './catalog'
import type { ApiContext, Caller } from './context'
import { methodNotAllowed } from './errors'
import { type Answer, negotiate, render, renderPlain } from './output'
import { servePage } from './pages'
import { parsePath, partOf, type Target } from './path'
import { proxied } from './proxied'
import { read } from './read'
import { questionAt, serveReview } from './reviews'
import { serveSubresource } from './serve-subresource'
import { checkWriteOptions } from './write-options'
import { isApply, patch, post, put, remove } from './writes'

/** Answers one HTTP-shaped request. Throws StatusError for what is refused. */
export function serve(context: ApiContext, request: HttpRequest): HttpResponse {
  const catalog = catalogAt(context.store.at())
  const page = servePage(request, catalog)
  if (page) return page
  const { method } = request
  const question = questionAt(request)
  if (question) {
    checkSize(request.body)
    return renderPlain(serveReview(context, request, question), negotiate(request.accept))
  }
  const target = parsePath(request.path, method, catalog)
  const { deprecation } = target.resource
  if (!deprecation) return serveTarget(context, request, target)
  const response = answered(() => serveTarget(context, request, target))
  return { ...response, warnings: [deprecation, ...(response.warnings ?? [])] }
}

/** What `run` answers, or the Status that it throws. */
export function answered(run: () => HttpResponse): HttpResponse {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    const { status, warnings } = error
    const response = { code: status.code ?? 500, contentType: 'application/json', body: status }
    return warnings.length > 0 ? { ...response, warnings } : response
  }
}

function serveTarget(context: ApiContext, request: HttpRequest, target: Target): HttpResponse {
  const { method } = request
  const { resource, query } = target
  const manager = query.get('fieldManager') || request.agent
  const caller: Caller = {
    user: request.user ?? 'user',
    isDryRun: query.getAll('dryRun').includes('All'),
    ...(manager && { manager }),
  }
  if (target.proxy) return proxied(context, caller, request, target.proxy)
  checkSize(request.body)
  const media = negotiate(request.accept)
  if (method === 'POST' || method === 'PUT' || method === 'PATCH')
    checkWriteOptions(method, query, isApply(request.contentType))
  return render(answerTo(context, caller, request, target), { resource, media, query, now: context.clock() })
}

function answerTo(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): Answer {
  if (target.subresource && !partOf(target)) return serveSubresource(context, caller, request, target)
  switch (request.method) {
    case 'GET':
      return read(context, request, target)
    case 'POST':
      return post(context, caller, request, target)
    case 'PUT':
      return put(context, caller, request, target)
    case 'PATCH':
      return patch(context, caller, request, target)
    case 'DELETE':
      return remove(context, caller, request, target)
    default:
      throw methodNotAllowed()
  }
}
