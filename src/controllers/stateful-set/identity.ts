import { altered } from '../../base'
import type { Manifest, Pod, PodTemplateSpec, StatefulSet, Volume } from '../../kinds'
import { podFromTemplate } from '../runtime'
import { claimNameOf, podIndexLabel, podNameLabel, podNameOf, revisionLabel } from './names'

/** A pod as the set creates it (stateful_set_utils.go, newStatefulSetPod; controller_utils.go, GetPodFromTemplate). */
export function newPod(set: StatefulSet, ordinal: number, template: PodTemplateSpec, revision: string): Manifest<Pod> {
  const name = podNameOf(set.metadata.name, ordinal)
  const volumes = volumesOf(set, ordinal, template.spec.volumes)
  const pod = podFromTemplate(template, set)
  const labels = altered(template.metadata?.labels ?? {}, identityLabels(name, ordinal, revision))
  return {
    ...pod,
    metadata: altered(pod.metadata, { name, labels }),
    spec: altered(template.spec, {
      hostname: name,
      ...(set.spec.serviceName && { subdomain: set.spec.serviceName }),
      ...(volumes && { volumes }),
    }),
  }
}

/** The labels that updateIdentity restores; a wrong or missing pod-index alone is not noticed (identityMatches). A new pod has its revision as well. */
export function identityLabels(podName: string, ordinal: number, revision?: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {}
  labels[podNameLabel] = podName
  labels[podIndexLabel] = String(ordinal)
  if (revision !== undefined) labels[revisionLabel] = revision
  return labels
}

/** Whether the pod bears the name of its ordinal, and the label that says so (stateful_set_utils.go, identityMatches). */
export function identityMatches(setName: string, pod: Pod, ordinal: number): boolean {
  const { name, labels } = pod.metadata
  return name === podNameOf(setName, ordinal) && labels?.[podNameLabel] === name
}

/** Whether each claim template has its volume in the pod (stateful_set_utils.go, storageMatches). */
export function storageMatches(set: StatefulSet, pod: Pod, ordinal: number): boolean {
  const { volumes } = pod.spec
  for (const template of set.spec.volumeClaimTemplates ?? []) {
    const { name } = template.metadata
    const volume = volumes?.findLast(candidate => candidate.name === name)
    if (volume?.persistentVolumeClaim?.claimName !== claimNameOf(name, set.metadata.name, ordinal)) return false
  }
  return true
}

/**
 * A volume per claim template, then the volumes of another name (stateful_set_utils.go, updateStorage). Upstream's order among the claims is
 * left to chance; here it is the templates'. Undefined when there are none at all.
 */
export function volumesOf(
  set: StatefulSet,
  ordinal: number,
  others: readonly Volume[] | undefined,
): readonly Volume[] | undefined {
  const templates = set.spec.volumeClaimTemplates
  if (!templates || templates.length === 0) return others
  const volumes = new Map<string, Volume>()
  for (const { metadata } of templates) {
    const claimName = claimNameOf(metadata.name, set.metadata.name, ordinal)
    volumes.set(metadata.name, { name: metadata.name, persistentVolumeClaim: { claimName } })
  }
  return [...volumes.values(), ...(others ?? []).filter(volume => !volumes.has(volume.name))]
}
