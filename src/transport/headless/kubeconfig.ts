import { stringify } from 'yaml'

/** What a kubeconfig names its cluster, user and context. */
const name = 'statefulset-lab'

/**
 * A kubeconfig for a server at this port of this machine. It needs no secrets: the server asks nobody who they are. That there is no TLS to
 * verify has to be said to the JavaScript client, which else refuses plain HTTP.
 */
export function kubeconfig(port: number): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
    users: [{ name, user: {} }],
    contexts: [{ name, context: { cluster: name, user: name, namespace: 'default' } }],
    'current-context': name,
  })
}
