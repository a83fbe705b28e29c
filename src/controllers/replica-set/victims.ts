import { compareText } from '../../base'
import { type Pod, parseTimestamp, type Time } from '../../kinds'
import { isActive, readySince } from './census'

const costAnnotation = 'controller.kubernetes.io/pod-deletion-cost'
const phases: readonly string[] = ['Pending', 'Unknown', 'Running']

/** What a pod's own object says about its rank, read once per comparison of all. */
interface Candidate {
  readonly pod: Pod
  readonly phase: number
  readonly readySince: Time | undefined
  readonly cost: number
  /** How many active pods of the same family are on its node. */
  readonly neighbours: number
  readonly restarts: readonly [containers: number, sidecars: number]
  readonly createdAt: Time
}

/**
 * The `count` pods that go first when a set shrinks (replica_set.go, getPodsToDelete; controller_utils.go, ActivePodsWithRanks). What upstream
 * leaves to chance is decided by the order of the pods, whose names are random.
 */
export function victimsAmong(pods: readonly Pod[], related: readonly Pod[], count: number, now: Time): readonly Pod[] {
  if (count >= pods.length) return pods
  const onNode = new Map<string, number>()
  for (const pod of related)
    if (isActive(pod)) onNode.set(pod.spec.nodeName ?? '', (onNode.get(pod.spec.nodeName ?? '') ?? 0) + 1)
  return pods
    .map(pod => candidateOf(pod, onNode.get(pod.spec.nodeName ?? '') ?? 0))
    .sort((a, b) => compare(a, b, now))
    .slice(0, count)
    .map(({ pod }) => pod)
}

function candidateOf(pod: Pod, neighbours: number): Candidate {
  return {
    pod,
    phase: Math.max(0, phases.indexOf(pod.status.phase)),
    readySince: readySince(pod),
    cost: costOf(pod),
    neighbours,
    restarts: restartsOf(pod),
    createdAt: parseTimestamp(pod.metadata.creationTimestamp),
  }
}

/** The annotation as a number; anything that is none counts as 0 (GetDeletionCostFromPodAnnotations). */
function costOf({ metadata }: Pod): number {
  const text = metadata.annotations?.[costAnnotation]
  if (text === undefined || !/^(?:0|-?[1-9]\d*)$/.test(text)) return 0
  const cost = Number(text)
  return cost >= -(2 ** 31) && cost < 2 ** 31 ? cost : 0
}

function restartsOf({ spec, status }: Pod): Candidate['restarts'] {
  const sidecars = new Set(spec.initContainers?.filter(one => one.restartPolicy === 'Always').map(({ name }) => name))
  let most = 0
  let mostOfSidecars = 0
  for (const { restartCount } of status.containerStatuses ?? []) most = Math.max(most, restartCount)
  for (const { name, restartCount } of status.initContainerStatuses ?? [])
    if (sidecars.has(name)) mostOfSidecars = Math.max(mostOfSidecars, restartCount)
  return [most, mostOfSidecars]
}

/** Below zero: `a` goes first. */
function compare(a: Candidate, b: Candidate, now: Time): number {
  const [node, other] = [a.pod.spec.nodeName ?? '', b.pod.spec.nodeName ?? '']
  if (node !== other && (node === '' || other === '')) return node === '' ? -1 : 1
  if (a.phase !== b.phase) return a.phase - b.phase
  if ((a.readySince === undefined) !== (b.readySince === undefined)) return a.readySince === undefined ? -1 : 1
  if (a.cost !== b.cost) return a.cost - b.cost
  if (a.neighbours !== b.neighbours) return b.neighbours - a.neighbours
  if (a.readySince !== undefined && b.readySince !== undefined && a.readySince !== b.readySince)
    return compareAges(a, b, now - a.readySince, now - b.readySince)
  for (const which of [0, 1] as const)
    if (a.restarts[which] !== b.restarts[which]) return b.restarts[which] - a.restarts[which]
  return a.createdAt === b.createdAt ? 0 : compareAges(a, b, now - a.createdAt, now - b.createdAt)
}

/** The younger goes first, but ages within a power of two count as equal, and uids decide (logarithmicRankDiff). */
function compareAges(a: Candidate, b: Candidate, ageMs: number, otherMs: number): number {
  const difference = magnitude(ageMs) - magnitude(otherMs)
  return difference === 0 ? compareText(a.pod.metadata.uid, b.pod.metadata.uid) : difference
}

function magnitude(ms: number): number {
  return ms > 0 ? Math.floor(Math.log2(ms * 1_000_000)) : -1
}
