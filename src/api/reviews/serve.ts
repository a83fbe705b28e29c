import type { HttpRequest } from '../../client'
import { decodeBody, readBody } from '../body'
import type { ApiContext } from '../context'
import { methodNotAllowed, unknownPath } from '../errors'
import type { Answer } from '../output'
import { reviewAt } from './registry'
import type { Review } from './types'

/** A question as a URL names it. */
export interface Question {
  readonly review: Review
  readonly namespace: string | undefined
}

/** Answers a review. Nothing is stored. */
export function serveReview(
  context: ApiContext,
  request: HttpRequest,
  { review, namespace }: Question,
): Extract<Answer, { plain: unknown }> {
  const body = readBody(request.body, request.contentType, review.kind)
  const search = request.path.split('?', 2)[1]
  const { object, warnings } = decodeBody(review, body, new URLSearchParams(search).get('fieldValidation'))
  const { kind, group, version } = review
  const asked = { ...object, kind, apiVersion: `${group}/${version}` }
  const answer = review.answer(asked, { user: request.user ?? 'user', namespace, now: context.clock() })
  return { plain: answer as unknown as Record<string, unknown>, code: 201, warnings }
}

/** The review that a request asks; undefined where its path names none. Throws 404 and 405 for what reviews do not know. */
export function questionAt({ path, method }: HttpRequest): Question | undefined {
  const [, root, group = '', version = '', ...words] = (path.split('?', 1)[0] ?? '').split('/')
  if (root !== 'apis' || words.length === 0) return undefined
  const isBelow = words[0] === 'namespaces' && words.length > 2
  const namespace = isBelow ? words[1] : undefined
  const [plural = '', ...rest] = isBelow ? words.slice(2) : words
  const review = reviewAt(group, version, plural)
  if (!review) return undefined
  if (rest.length > 0 || review.namespaced !== isBelow) throw unknownPath()
  if (method !== 'POST') throw methodNotAllowed()
  return { review, namespace }
}
