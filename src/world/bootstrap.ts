import { type Api, systemPriorityClasses } from '../api'
import { assert } from '../base'
import type { WriteRequest } from '../client'

const namespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system']

/** What is there before anybody does anything: the four namespaces, the priority classes of the system and the Service `kubernetes`. */
export function bootstrap(api: Api): void {
  for (const name of namespaces) create(api, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
  for (const { name, ...said } of systemPriorityClasses)
    create(api, { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, ...said })
  create(api, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { component: 'apiserver', provider: 'kubernetes' },
    },
    spec: { ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: 6443 }] },
  })
}

/** The class of the lab's network disks: a claim that names it gets a disk of its own. Not the default, so that static volumes bind. */
export function bootstrapStorage(api: Api): void {
  create(api, {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'standard' },
    provisioner: 'disk.lab.sim',
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: true,
  })
}

function create(api: Api, body: { readonly kind: string; readonly [field: string]: unknown }): void {
  const request: WriteRequest = { verb: 'create', kind: body.kind, body }
  const result = api.write('kube-apiserver', request, 0)
  assert(result.ok, `cannot create ${body.kind}: ${result.ok ? '' : result.status.message}`)
}
