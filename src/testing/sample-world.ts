import { type KubernetesObject, type Pod, type Sandbox, timestamp } from '../kinds'
import { VersionedStore, type View } from '../store'

/** When the samples take place, in virtual milliseconds. */
export const sampleTime = Date.UTC(2026, 0, 1, 0, 10)

/** A store that tests fill by hand, object by object: the graph must be right for worlds the engine has not reached yet. */
export class SampleWorld {
  readonly store = new VersionedStore({ clock: () => sampleTime, freezes: true })

  get view(): View {
    return this.store.at()
  }

  put(...objects: readonly KubernetesObject[]): this {
    this.store.commit({ actor: 'sample', verb: 'put' }, tx => {
      for (const object of objects) tx.put(object)
    })
    return this
  }

  remove(kind: string, name: string, namespace?: string): this {
    this.store.commit({ actor: 'sample', verb: 'remove' }, tx => tx.remove(kind, name, namespace))
    return this
  }
}

/** Three machines, Ready, with their links and nodes. */
export function sampleMachines(count = 3): readonly KubernetesObject[] {
  return Array.from({ length: count }, (_, index) => index + 1).flatMap(number => machine(`node-${number}`, number))
}

function machine(name: string, number: number): readonly KubernetesObject[] {
  return [
    sample('lab.sim/v1', 'Machine', name, undefined, {
      spec: {
        power: 'On',
        kubelet: 'Running',
        capacity: { cpu: '4', memory: '8Gi', pods: '110' },
        address: `192.168.0.${number}`,
        podPrefix: `10.244.${number}`,
      },
      status: { state: 'Running', bootCount: 1, bootID: 'b', bootedAt: 0, images: [], lastAddress: 1 },
    }),
    sample('lab.sim/v1', 'Link', name, undefined, { spec: { state: 'Up', latencyMs: 1 } }),
    sampleNode(name, 'True'),
  ]
}

export function sampleNode(name: string, ready: 'True' | 'Unknown'): KubernetesObject {
  const condition = {
    type: 'Ready',
    status: ready,
    reason: 'KubeletReady',
    lastTransitionTime: timestamp(sampleTime - 372_000),
  }
  return sample('v1', 'Node', name, undefined, { spec: {}, status: { conditions: [condition] } })
}

/** A StatefulSet `kubia` and its headless Service. */
export function sampleSet(replicas: number): readonly KubernetesObject[] {
  const labels = { app: 'kubia' }
  return [
    sample('apps/v1', 'StatefulSet', 'kubia', 'default', {
      spec: {
        replicas,
        serviceName: 'kubia',
        selector: { matchLabels: labels },
        podManagementPolicy: 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate' },
        revisionHistoryLimit: 10,
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        template: { metadata: { labels }, spec: { containers: [] } },
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }],
      },
      status: {
        replicas,
        readyReplicas: replicas,
        currentRevision: 'kubia-57d68f6d59',
        updateRevision: 'kubia-57d68f6d59',
      },
    }),
    sample('v1', 'Service', 'kubia', 'default', { spec: { clusterIP: 'None', type: 'ClusterIP', selector: labels } }),
  ]
}

/** A Ready pod of the set, believed to be on `node`. */
export function samplePod(ordinal: number, node: string | undefined, uid: string, more: Partial<Pod> = {}): Pod {
  const owner = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    name: 'kubia',
    uid: 'uid-StatefulSet-kubia',
    controller: true,
  }
  const claim = { name: 'data', persistentVolumeClaim: { claimName: `data-kubia-${ordinal}` } }
  const pod = sample('v1', 'Pod', `kubia-${ordinal}`, 'default', {
    spec: { containers: [], volumes: [claim], ...(node && { nodeName: node }), terminationGracePeriodSeconds: 30 },
    status: {
      phase: node ? 'Running' : 'Pending',
      podIP: `10.244.1.${4 + ordinal}`,
      conditions: [{ type: 'Ready', status: node ? 'True' : 'False' }],
      containerStatuses: node
        ? [
            {
              name: 'kubia',
              ready: true,
              restartCount: 0,
              image: '',
              imageID: '',
              state: { running: { startedAt: timestamp(sampleTime) } },
            },
          ]
        : [],
    },
  }) as Pod
  return { ...pod, ...more, metadata: { ...pod.metadata, uid, ownerReferences: [owner], ...more.metadata } }
}

/** The processes of a pod on a machine, running and with its claim's disk mounted. */
export function sampleSandbox(pod: Pod, machineName: string): Sandbox {
  const disk = `disk-${pod.metadata.name.slice('kubia-'.length)}`
  return sample('lab.sim/v1', 'Sandbox', `${pod.metadata.name}.${pod.metadata.uid}`, undefined, {
    spec: { machine: machineName, pod },
    status: {
      createdAt: sampleTime - 540_000,
      attempt: 1,
      containers: [
        {
          name: 'kubia',
          phase: 'Running',
          startCount: 1,
          pullAttempts: 1,
          pullFailures: 0,
          crashes: 0,
          ready: true,
          started: true,
          startedAt: sampleTime - 540_000,
          memory: {},
        },
      ],
      mounts: { data: disk },
    },
  }) as Sandbox
}

/** A bound claim with its volume and its disk. */
export function sampleStorage(ordinal: number, content?: string, writerUID = '1f3c'): readonly KubernetesObject[] {
  const volume = `pv-${'abcdefghijkl'[ordinal] ?? ordinal}`
  const files = content
    ? [
        {
          path: '/kubia.txt',
          content,
          writerPod: `kubia-${ordinal}`,
          writerUID,
          writerMachine: 'node-1',
          writtenAt: sampleTime - 12_000,
        },
      ]
    : []
  const modes = ['ReadWriteOnce']
  return [
    sample('v1', 'PersistentVolumeClaim', `data-kubia-${ordinal}`, 'default', {
      spec: {
        accessModes: modes,
        resources: { requests: { storage: '1Mi' } },
        volumeName: volume,
        volumeMode: 'Filesystem',
      },
      status: { phase: 'Bound', capacity: { storage: '1Mi' } },
    }),
    sample('v1', 'PersistentVolume', volume, undefined, {
      spec: {
        capacity: { storage: '1Mi' },
        accessModes: modes,
        persistentVolumeReclaimPolicy: 'Retain',
        claimRef: { namespace: 'default', name: `data-kubia-${ordinal}` },
      },
      status: { phase: 'Bound' },
    }),
    sample('lab.sim/v1', 'Disk', `disk-${ordinal}`, undefined, {
      spec: { source: `gcePersistentDisk ${volume}`, volume },
      status: { files },
    }),
  ]
}

/** A healthy world: a set of `replicas` on three machines, each pod with its claim, volume and disk. */
export function healthyWorld(replicas = 3, machines = 3): SampleWorld {
  const world = new SampleWorld().put(...sampleMachines(machines), ...sampleSet(replicas))
  for (let ordinal = 0; ordinal < replicas; ordinal++) {
    const node = `node-${(ordinal % machines) + 1}`
    const pod = samplePod(ordinal, node, `${ordinal}f3c-uid`)
    world.put(pod, sampleSandbox(pod, node), ...sampleStorage(ordinal, 'Hey there!'))
  }
  return world
}

function sample(
  apiVersion: string,
  kind: string,
  name: string,
  namespace: string | undefined,
  rest: object,
): KubernetesObject {
  const metadata = {
    name,
    ...(namespace && { namespace }),
    uid: `uid-${kind}-${name}`,
    resourceVersion: '1',
    creationTimestamp: timestamp(sampleTime - 600_000),
  }
  return { apiVersion, kind, metadata, ...rest }
}
