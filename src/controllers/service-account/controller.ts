import type { Change } from '../../store'
import { type Controller, nothing } from '../runtime'

const accountName = 'default'

/** Gives every namespace its ServiceAccount `default`. Rules: README.md. */
export const serviceAccountController: Controller = {
  name: 'service-account-controller',
  interests: [
    { kind: 'Namespace', keysOf: ({ after, name }) => (after ? [name] : []) },
    { kind: 'ServiceAccount', keysOf: keysOfAccount },
  ],
  plan(view, namespace) {
    // [SA-3]
    if (view.get('Namespace', namespace)?.status.phase !== 'Active') return nothing
    if (view.get('ServiceAccount', accountName, namespace)) return nothing
    // [SA-1]
    const body = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: accountName, namespace } }
    const write = { verb: 'create' as const, kind: 'ServiceAccount', namespace, name: accountName, body }
    return { actions: [{ write, tolerate: ['AlreadyExists'] }] }
  },
}

/** [SA-2] Only an account that has gone is news. */
function keysOfAccount({ after, namespace }: Change): readonly string[] {
  return after || namespace === undefined ? [] : [namespace]
}
