import type { HttpRequest } from '../../client'
import type { Taint } from '../../kinds'
import type { View } from '../../store'
import { missingOfDeployment, resumeDeployment } from './deployment'
import { labPath, patch, podPath, remove, setPath } from './requests'
import { volume } from './scenario'
import { outOfServiceTaint } from './steps'

/** What comes before the end of all faults: a kubelet whose Node was deleted registers again only when it is started again. */
export function stoppingRequests(view: View): readonly HttpRequest[] {
  return machinesIn(view)
    .filter(name => !view.get('Node', name))
    .map(name => patch(`${labPath}/machines/${name}`, { spec: { kubelet: 'Stopped' } }))
}

/** What ends all faults: every machine on and connected, every kubelet running, every node open, no rollout held back. */
export function healingRequests(view: View): readonly HttpRequest[] {
  const machines = machinesIn(view).flatMap(name => [
    patch(`${labPath}/links/${name}`, { spec: { state: 'Up' } }),
    patch(`${labPath}/machines/${name}`, { spec: { power: 'On', kubelet: 'Running' } }),
    patch(`/api/v1/nodes/${name}`, {
      spec: { unschedulable: null, taints: taintsWithout(view, name, outOfServiceTaint) },
    }),
  ])
  const roll = patch(setPath, { spec: { updateStrategy: { rollingUpdate: { partition: 0 } } } })
  return [...machines, roll, ...resumeDeployment(view)]
}

/**
 * What Kubernetes leaves to a person: a new disk for a claim that waits, and the end of a pod whose claim is being deleted, which a kubelet
 * refuses to start again.
 */
export function helpingRequests(view: View): readonly HttpRequest[] {
  const claims = view.list('PersistentVolumeClaim')
  const pending = claims.filter(({ spec, status }) => status.phase === 'Pending' && !spec.storageClassName).length
  const volumes = view.list('PersistentVolume')
  const free = volumes.filter(({ status }) => status.phase === 'Available').length
  const fresh = Array.from({ length: Math.max(0, pending - free) }, (_, i) => volume(`fresh-${volumes.length + i}`))
  const stuck = claims.filter(({ metadata }) => metadata.deletionTimestamp !== undefined)
  return [...fresh, ...stuck.map(({ metadata }) => remove(podPath(metadata.name.replace(/^data-/, ''))))]
}

/** What a user would still miss; undefined when all is there. */
export function missingAt(view: View): string | undefined {
  for (const name of machinesIn(view)) {
    const ready = view.get('Node', name)?.status.conditions?.find(({ type }) => type === 'Ready')
    if (ready?.status !== 'True') return `node ${name} is ${ready?.status ?? 'not there'}`
  }
  const set = view.get('StatefulSet', 'web', 'default')
  if (!set) return 'the set is gone'
  const { replicas, readyReplicas = 0, updateRevision, currentRevision } = set.status
  const wanted = set.spec.replicas
  if (replicas !== wanted || readyReplicas !== wanted)
    return `${readyReplicas} of ${wanted} pods are Ready, ${replicas} exist`
  if (currentRevision !== updateRevision) return 'the rollout is not complete'
  const lacking = missingOfDeployment(view)
  if (lacking !== undefined) return lacking
  const twins = view.list('Sandbox').length - view.list('Pod').filter(pod => pod.spec.nodeName).length
  return twins > 0 ? `${twins} sandboxes run without a pod` : undefined
}

function machinesIn(view: View): readonly string[] {
  return view.list('Machine').map(({ metadata }) => metadata.name)
}

function taintsWithout(view: View, node: string, key: string): readonly Taint[] {
  return view.get('Node', node)?.spec.taints?.filter(taint => taint.key !== key) ?? []
}
