import { pathOf } from './paths'
import type { Command } from './types'

const isReachable: Command['isEnabled'] = (view, target) =>
  view.get('Pod', target.name, target.namespace)?.status.phase === 'Running'

/** Ask a pod over HTTP, through the API server's pod proxy. */
export const getFromPod: Command = {
  id: 'get-from-pod',
  kinds: ['Pod'],
  icon: 'get',
  label: () => 'GET',
  title: (_, target) => `GET / from ${target.name}`,
  isEnabled: isReachable,
  kubectl: (_, target) => `kubectl get --raw ${pathOf(target)}/proxy/`,
  requests: (_, target) => [{ method: 'GET', path: `${pathOf(target)}/proxy/` }],
}
