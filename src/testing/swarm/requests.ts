import type { HttpRequest } from '../../client'

export const setPath = '/apis/apps/v1/namespaces/default/statefulsets/web'
export const labPath = '/apis/lab.sim/v1'

/** Creates an object below a path of its kind. */
export function post(path: string, body: unknown): HttpRequest {
  return { method: 'POST', path, body, contentType: 'application/json' }
}

/** A merge patch. */
export function patch(path: string, body: unknown): HttpRequest {
  return { method: 'PATCH', path, body, contentType: 'application/merge-patch+json' }
}

export function remove(path: string, body?: unknown): HttpRequest {
  return { method: 'DELETE', path, ...(body !== undefined && { body }) }
}

/** A pod by name; one that does not exist where there is none. */
export function podPath(pod: string | undefined): string {
  return `/api/v1/namespaces/default/pods/${pod ?? 'nobody'}`
}

/** Asks for a pod to go, if its budget allows it. */
export function evict(pod: string | undefined): HttpRequest {
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod ?? 'nobody' } }
  return post(`${podPath(pod)}/eviction`, body)
}
