import { compareText, isRecord } from '../../../base'
import type { Call } from '../../command'
import { parseGroupVersion } from '../../discovery'
import { CommandError } from '../../errors'
import { now, printError, type Run, waitForChange } from '../../process'
import { type ApiObject, itemsOf, sendForObject, withQuery } from '../../resources'
import { selectorText } from '../rollout/revisions'

/** A pod, as far as logs and sessions look at it. */
export interface PodObject extends ApiObject {
  readonly spec?: {
    readonly nodeName?: string
    readonly containers: readonly NamedContainer[]
    readonly initContainers?: readonly NamedContainer[]
    readonly ephemeralContainers?: readonly NamedContainer[]
  }
  readonly status?: {
    readonly phase?: string
    readonly conditions?: readonly {
      readonly type: string
      readonly status: string
      readonly lastTransitionTime?: string
    }[]
    readonly containerStatuses?: readonly { readonly restartCount?: number }[]
  }
}

/** A container, as far as it is chosen by name. */
export interface NamedContainer {
  readonly name: string
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[]
}

/** The pods that an object is about: itself, or those it selects, the best first. Waits for the first one. Throws CommandError. */
export function* podsOf(call: Call, object: ApiObject, verb: string): Run<readonly PodObject[]> {
  if (object.kind === 'Pod') return [object as PodObject]
  const selector = selectorOf(object, verb)
  const path = withQuery(`/api/v1/namespaces/${object.metadata?.namespace}/pods`, { labelSelector: selector })
  const until = (yield* now()) + call.flags.duration('pod-running-timeout')
  for (;;) {
    const list = yield* sendForObject({ method: 'GET', path })
    const pods = [...(itemsOf(list) as readonly PodObject[])].sort(byUse)
    if (pods.length > 0) return pods
    if ((yield* now()) >= until) throw new CommandError('timed out waiting for the condition')
    yield* waitForChange(until)
  }
}

function selectorOf({ apiVersion = '', kind, metadata, spec }: ApiObject, verb: string): string {
  const goType = `*${parseGroupVersion(apiVersion).version}.${kind}`
  const selector = isRecord(spec) ? spec.selector : undefined
  if (kind === 'Service') {
    if (!isRecord(selector) || Object.keys(selector).length === 0)
      throw new CommandError(
        `cannot ${verb} ${goType}: invalid service '${metadata?.name}': Service is defined without a selector`,
      )
    return selectorText({ matchLabels: selector })
  }
  if (!isRecord(selector)) throw new CommandError(`cannot ${verb} ${goType}: selector for ${goType} not implemented`)
  return selectorText(selector)
}

/** Pods that run and are ready come first, the older the earlier (`podutils.ByLogging`). */
function byUse(a: PodObject, b: PodObject): number {
  const rank = ({ spec, status }: PodObject) => {
    const phase = ['Running', 'Unknown', 'Pending'].indexOf(status?.phase ?? '')
    const ready = status?.conditions?.find(({ type }) => type === 'Ready')
    return {
      place: spec?.nodeName ? 0 : 1,
      phase: phase < 0 ? 3 : phase,
      ready: ready?.status === 'True' ? 0 : 1,
      since: ready?.lastTransitionTime ?? '',
    }
  }
  const [one, other] = [rank(a), rank(b)]
  return (
    one.place - other.place ||
    one.phase - other.phase ||
    one.ready - other.ready ||
    compareText(one.since, other.since) ||
    compareText(a.metadata?.creationTimestamp ?? '', b.metadata?.creationTimestamp ?? '')
  )
}

const defaultContainer = 'kubectl.kubernetes.io/default-container'

/** `a, b, c (init)`: what one may choose from. */
export function containerNames({ spec }: PodObject): string {
  return [
    ...(spec?.containers ?? []).map(({ name }) => name),
    ...(spec?.ephemeralContainers ?? []).map(({ name }) => `${name} (ephem)`),
    ...(spec?.initContainers ?? []).map(({ name }) => `${name} (init)`),
  ].join(', ')
}

/** All containers of a pod: init containers, its own, and ephemeral ones. */
export function allContainers({ spec }: PodObject): readonly NamedContainer[] {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? []), ...(spec?.ephemeralContainers ?? [])]
}

/** The container that is meant, by name or by default; says which where there are several. Throws CommandError. */
export function* chooseContainer(pod: PodObject, name: string, isQuiet: boolean): Run<string> {
  const wanted = name || pod.metadata?.annotations?.[defaultContainer] || ''
  const all = allContainers(pod)
  if (wanted !== '') {
    if (all.some(container => container.name === wanted)) return wanted
    throw new CommandError(
      `container ${wanted} is not valid for pod ${pod.metadata?.name} out of: ${containerNames(pod)}`,
    )
  }
  const first = pod.spec?.containers[0]?.name ?? ''
  if (!isQuiet && all.length > 1) yield* printError(`Defaulted container "${first}" out of: ${containerNames(pod)}\n`)
  return first
}
