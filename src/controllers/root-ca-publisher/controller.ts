import { deepEqual } from '../../base'
import type { ConfigMap } from '../../kinds'
import type { Change } from '../../store'
import { type Controller, nothing } from '../runtime'

const name = 'kube-root-ca.crt'
/** Nobody signs anything in the lab: its API is served without TLS. */
const data: NonNullable<ConfigMap['data']> = { 'ca.crt': '' }
const description = 'kubernetes.io/description'
const words =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.'

/** Gives every namespace the ConfigMap by which pods verify the API server. Rules: README.md. */
export const rootCAPublisherController: Controller = {
  name: 'root-ca-certificate-publisher-controller',
  interests: [
    { kind: 'Namespace', keysOf: ({ after, name: namespace }) => (after ? [namespace] : []) },
    { kind: 'ConfigMap', keysOf: keysOfMap },
  ],
  plan(view, namespace) {
    // [RC-3]
    if (view.get('Namespace', namespace)?.status.phase !== 'Active') return nothing
    const map = view.get('ConfigMap', name, namespace)
    const target = { kind: 'ConfigMap', namespace, name }
    if (!map) {
      // [RC-1]
      const metadata = { name, namespace, annotations: { [description]: words } }
      const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data }
      return { actions: [{ write: { ...target, verb: 'create', body }, tolerate: ['AlreadyExists', 'NotFound'] }] }
    }
    // [RC-2]
    if (deepEqual(map.data, data) && map.metadata.annotations?.[description]) return nothing
    const annotations = { ...map.metadata.annotations, [description]: words }
    const body: ConfigMap = { ...map, metadata: { ...map.metadata, annotations }, data }
    return { actions: [{ write: { ...target, verb: 'update', body } }] }
  },
}

function keysOfMap({ name: changed, namespace }: Change): readonly string[] {
  return changed === name && namespace !== undefined ? [namespace] : []
}
