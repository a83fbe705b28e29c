import { altered } from '../../base'
import type { Pod, PodSpec, PodStatus, PodTemplateSpec } from '../../kinds'
import { defaultContainer, defaultPodContainer } from './container-defaults'
import type { WirePodSpec } from './pod-wire'
import { mapSame, withField, withMissing } from './sharing'
import { defaultVolume } from './volume-defaults'

const specDefaults: Partial<WirePodSpec> = {
  dnsPolicy: 'ClusterFirst',
  restartPolicy: 'Always',
  securityContext: {},
  terminationGracePeriodSeconds: 30,
  schedulerName: 'default-scheduler',
}
const containerLists = ['containers', 'initContainers', 'ephemeralContainers'] as const

/** What the API fills into a pod (`pkg/apis/core/v1: SetObjectDefaults_Pod`). The pod itself when nothing is missing. */
export function defaultPod(pod: Pod): Pod {
  let spec = defaultSpec((pod.spec ?? {}) as WirePodSpec)
  if (spec.terminationGracePeriodSeconds < 0) spec = { ...spec, terminationGracePeriodSeconds: 1 }
  if (spec.enableServiceLinks === undefined) spec = altered(spec, { enableServiceLinks: true })
  for (const name of ['containers', 'initContainers'] as const) {
    const list = spec[name]
    if (list)
      spec = withField(
        spec,
        name,
        mapSame(list, one => defaultPodContainer(one, spec.hostNetwork === true)),
      )
  }
  const next = withField(pod, 'spec', spec as PodSpec)
  return next.status ? withField(next, 'status', defaultPodStatus(next.status)) : next
}

/** What the API fills into the template of a set (`SetDefaults_PodSpec` and below). The template itself when nothing is missing. */
export function defaultPodTemplate(template: PodTemplateSpec | undefined): PodTemplateSpec {
  const given = template ?? ({} as PodTemplateSpec)
  return withField(given, 'spec', defaultSpec((given.spec ?? {}) as WirePodSpec) as PodSpec)
}

/** The one address of a pod and the list of its addresses say the same (`SetDefaults_PodStatus`). */
export function defaultPodStatus(status: PodStatus): PodStatus {
  const { podIP, podIPs } = status
  const first = podIPs?.[0]?.ip
  if ((podIP ?? '') === (first ?? '')) return status
  return podIP ? { ...status, podIPs: [{ ip: podIP }] } : { ...status, podIP: first as string }
}

function defaultSpec(given: WirePodSpec): WirePodSpec {
  let spec = withMissing(given, specDefaults)
  const account = spec.serviceAccountName || spec.serviceAccount
  if (account && (spec.serviceAccountName !== account || spec.serviceAccount !== account))
    spec = { ...spec, serviceAccountName: account, serviceAccount: account }
  if (spec.volumes) spec = withField(spec, 'volumes', mapSame(spec.volumes, defaultVolume))
  for (const name of containerLists) {
    const list = spec[name]
    if (list) spec = withField(spec, name, mapSame(list, defaultContainer))
  }
  return spec
}
