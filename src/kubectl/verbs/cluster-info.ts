import type { Command } from '../command'
import { print } from '../process'
import { itemsOf, sendForObject, withQuery } from '../resources'

/** `kubectl cluster-info` (pkg/cmd/clusterinfo). */
export const clusterInfo: Command = {
  name: 'cluster-info',
  usage: '[flags] [options]',
  short: 'Display cluster information',
  *run({ session: { server } }) {
    const list = yield* sendForObject({
      method: 'GET',
      path: withQuery('/api/v1/namespaces/kube-system/services', {
        labelSelector: 'kubernetes.io/cluster-service=true',
      }),
    })
    yield* print(`Kubernetes control plane is running at ${server}\n`)
    for (const { metadata = {} } of itemsOf(list)) {
      const name = metadata.labels?.['kubernetes.io/name'] ?? metadata.name
      yield* print(`${name} is running at ${server}/api/v1/namespaces/kube-system/services/${metadata.name}/proxy\n`)
    }
    yield* print("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n")
  },
}
