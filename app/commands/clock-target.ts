import type { HttpRequest, Reference } from '../session'

/** The clock is no object of the store; this is how commands name it. */
export const clockTarget: Reference = { kind: 'Clock', name: 'cluster' }
export const clockPath = '/apis/lab.sim/v1/clocks/cluster'

/** A change of the clock, as kubectl line and request. */
export function patchClock(spec: unknown): { readonly kubectl: string; readonly request: HttpRequest } {
  return {
    kubectl: `kubectl patch clock cluster --type=merge -p '${JSON.stringify({ spec })}'`,
    request: { method: 'PATCH', path: clockPath, contentType: 'application/merge-patch+json', body: { spec } },
  }
}
