import { type Api, systemPriorityClasses } from '../api'
import { assert } from '../base'
import type { WriteRequest } from '../client'
import { blockDriver, shareDriver } from '../volumes'

const namespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system']

/** Where the API server listens (`src/kubectl/kubeconfig.ts` says so too); no machine has this address. */
const serverAddress = '192.168.0.1'
const serverPort = { name: 'https', protocol: 'TCP', port: 6443 }

/**
 * What is there before anybody does anything: the four namespaces, the priority classes of the system and the Service `kubernetes` with its
 * endpoints, which are the API server's own work (pkg/controlplane/reconcilers).
 */
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
    spec: { ports: [{ ...serverPort, port: 443, targetPort: serverPort.port }] },
  })
  create(api, {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' },
    },
    subsets: [{ addresses: [{ ip: serverAddress }], ports: [serverPort] }],
  })
  create(api, {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [serverAddress], conditions: { ready: true } }],
    ports: [serverPort],
  })
}

/**
 * The lab's two CSI drivers and a class for each: a claim that names `standard` gets a share that every machine reaches, one that names
 * `network-disk` a disk that has to be attached. Neither is the default, so that static volumes bind.
 */
export function bootstrapStorage(api: Api): void {
  for (const [name, driver] of [
    ['standard', shareDriver],
    ['network-disk', blockDriver],
  ] as const) {
    create(api, {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'CSIDriver',
      metadata: { name: driver },
      spec: { attachRequired: driver === blockDriver },
    })
    create(api, {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name },
      provisioner: driver,
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    })
  }
}

function create(api: Api, body: { readonly kind: string; readonly [field: string]: unknown }): void {
  const request: WriteRequest = { verb: 'create', kind: body.kind, body }
  const result = api.write('kube-apiserver', request, 0)
  assert(result.ok, `cannot create ${body.kind}: ${result.ok ? '' : result.status.message}`)
}
