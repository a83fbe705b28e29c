import { goJson, sha256 } from '../base'
import type { HttpRequest } from '../client'
import { timestamp } from '../kinds'
import { chanceUUID } from '../sim'
import { decodeBody, type Expected, readBody } from './body'
import type { ApiContext } from './context'
import { invalid } from './errors'
import type { Answer } from './output'
import type { Target } from './path'
import { liveObject } from './read'
import { invalidValue } from './resources'
import { schemaOf } from './schema'

const tokenRequest: Expected = {
  kind: 'TokenRequest',
  group: 'authentication.k8s.io',
  version: 'v1',
  schema: schemaOf('TokenRequest'),
}

const issuer = 'https://kubernetes.default.svc.cluster.local'
const usualSeconds = 3600
const leastSeconds = 600
const mostSeconds = 2 ** 32

interface Spec {
  readonly audiences: readonly string[] | null
  readonly expirationSeconds?: number
}

/**
 * Serves `serviceaccounts/x/token`: a token of the right form (pkg/registry/core/serviceaccount/storage/token.go). Nobody checks it here, and its
 * signature is only a hash.
 */
export function serveToken(context: ApiContext, request: HttpRequest, target: Target): Answer {
  const body = readBody(request.body, request.contentType, 'TokenRequest')
  const { object, warnings } = decodeBody(tokenRequest, body, target.query.get('fieldValidation'))
  const { spec } = object as unknown as { readonly spec: Spec }
  const { expirationSeconds = usualSeconds } = spec
  const path = 'spec.expirationSeconds'
  if (expirationSeconds < leastSeconds)
    throw tooOdd(invalidValue(path, expirationSeconds, 'may not specify a duration less than 10 minutes'))
  if (expirationSeconds > mostSeconds)
    throw tooOdd(invalidValue(path, expirationSeconds, 'may not specify a duration larger than 2^32 seconds'))
  const account = liveObject(context, target)
  const { name, namespace = '', uid } = account.metadata
  const now = context.clock()
  const audiences = spec.audiences?.length ? spec.audiences : [issuer]
  const expiresAt = now + expirationSeconds * 1000
  const claims = {
    aud: audiences,
    exp: Math.floor(expiresAt / 1000),
    iat: Math.floor(now / 1000),
    iss: issuer,
    'kubernetes.io': { namespace, serviceaccount: { name, uid } },
    nbf: Math.floor(now / 1000),
    sub: `system:serviceaccount:${namespace}:${name}`,
  }
  const answer = {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: {
      name,
      namespace,
      uid: chanceUUID(context.seed, 'token', uid, context.store.revision, now),
      creationTimestamp: timestamp(now),
    },
    spec: { boundObjectRef: null, ...spec, audiences, expirationSeconds },
    status: { token: tokenOf(claims), expirationTimestamp: timestamp(expiresAt) },
  }
  return { plain: answer, code: 201, warnings }
}

function tooOdd(error: ReturnType<typeof invalidValue>) {
  return invalid(tokenRequest, '', [error])
}

function tokenOf(claims: unknown): string {
  const head = base64url(new TextEncoder().encode('{"alg":"RS256","kid":"lab"}'))
  const text = `${head}.${base64url(new TextEncoder().encode(goJson(claims)))}`
  return `${text}.${base64url(sha256(text))}`
}

function base64url(bytes: Iterable<number>): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
