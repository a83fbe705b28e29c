import { type KubernetesObject, type Link, type Machine, type Time, timestamp } from '../kinds'
import { chanceUUID, epoch, type Seed } from '../sim'

const capacity = { cpu: '4', 'ephemeral-storage': '100Gi', memory: '16Gi', pods: '110' }

/**
 * The machines a world begins with, `node-1` and so on, switched on with a running kubelet, and their links. The Nodes come from the kubelets
 * themselves. `first` is the number of the first machine, for adding some later.
 */
export function initialMachines(count: number, seed: Seed, now: Time = epoch, first = 1): KubernetesObject[] {
  const objects: KubernetesObject[] = []
  for (let number = first; number < first + count; number++)
    objects.push(machineOf(number, seed, now), linkOf(number, seed, now))
  return objects
}

function metadataOf(kind: string, number: number, seed: Seed, now: Time) {
  const name = `node-${number}`
  return { name, uid: chanceUUID(seed, kind, name), resourceVersion: '', creationTimestamp: timestamp(now) }
}

function machineOf(number: number, seed: Seed, now: Time): Machine {
  const metadata = metadataOf('machine', number, seed, now)
  const host = number + 9
  return {
    apiVersion: 'lab.sim/v1',
    kind: 'Machine',
    metadata,
    spec: {
      power: 'On',
      kubelet: 'Running',
      capacity,
      address: `192.168.${host >> 8}.${host & 255}`,
      podPrefix: `10.${244 + (number >> 8)}.${number & 255}`,
    },
    status: {
      state: 'Running',
      bootCount: 1,
      bootID: bootIDOf(metadata.name, 1, seed),
      bootedAt: now,
      kubeletStartedAt: now,
      images: [],
      lastAddress: 1,
    },
  }
}

function linkOf(number: number, seed: Seed, now: Time): Link {
  return {
    apiVersion: 'lab.sim/v1',
    kind: 'Link',
    metadata: metadataOf('link', number, seed, now),
    spec: { state: 'Up', latencyMs: 1 },
  }
}

/** The boot id of a machine's n-th boot. */
export function bootIDOf(machine: string, bootCount: number, seed: Seed): string {
  return chanceUUID(seed, 'boot-id', machine, bootCount)
}
