import { pathOf } from './paths'
import type { Command } from './types'

/** Send a text to a pod over HTTP, through the API server's pod proxy. `input` is the text. */
export const postToPod: Command = {
  id: 'post-to-pod',
  kinds: ['Pod'],
  icon: 'send',
  label: () => 'POST',
  title: (_, target) => `POST a text to ${target.name}`,
  isEnabled: (view, target) => view.get('Pod', target.name, target.namespace)?.status.phase === 'Running',
  kubectl: (_, target, input = '') =>
    `kubectl create --raw ${pathOf(target)}/proxy/ -f - <<< '${input.replaceAll("'", "'\\''")}'`,
  requests: (_, target, input = '') => [
    { method: 'POST', path: `${pathOf(target)}/proxy/`, contentType: 'text/plain', body: input },
  ],
}
