import { conditionOf, isTerminating, type Pod } from '../../kinds'
import type { View } from '../../store'
import type { Step } from '../conformance/player'
import { creation, deploymentsPath, type Lots, readySeconds, retention, setsPath, statefulSet } from './beginnings'

/** Something that could happen next, and how likely it is beside the others. */
interface Turn {
  readonly weight: number
  readonly steps: readonly Step[]
}

/** What happens next, from what the world offers. `index` is the turn's place in the story. */
export function turnOf(lots: Lots, index: number, view: View): readonly Step[] {
  const turns = [
    ...view.list('Pod', 'default').flatMap(pod => podTurns(pod)),
    ...setTurns(lots, index, view),
    ...deploymentTurns(lots, index, view),
    ...claimTurns(view),
    ...nodeTurns(view),
    turn(1, { advance: lots.number(1, 6, 'advance', index) }),
  ]
  const total = turns.reduce((sum, { weight }) => sum + weight, 0)
  let left = (total * lots.number(0, 999_999, 'turn', index)) / 1_000_000
  for (const { weight, steps } of turns) {
    if (left < weight) return steps
    left -= weight
  }
  return []
}

function podTurns(pod: Pod): readonly Turn[] {
  const { name } = pod.metadata
  const path = `/api/v1/namespaces/default/pods/${name}`
  if (isTerminating(pod)) return [turn(10, { gone: name }), turn(0.3, remove(path, { gracePeriodSeconds: 0 }))]
  const common = [
    turn(0.7, remove(path)),
    turn(0.4, remove(path, { gracePeriodSeconds: 0 })),
    turn(0.4, { request: { method: 'POST', path: `${path}/eviction`, body: eviction(name) } }),
    turn(0.2, patch(path, { metadata: { labels: { app: 'other' } } })),
  ]
  if (pod.metadata.labels?.app !== 'web')
    return [turn(0.5, patch(path, { metadata: { labels: { app: 'web' } } })), ...common]
  if (!pod.spec.nodeName) return common
  const { phase } = pod.status
  if (phase === 'Failed' || phase === 'Succeeded') return common
  const ends = [turn(0.3, { failed: name }), turn(0.15, { succeeded: name })]
  return conditionOf(pod, 'Ready')?.status === 'True'
    ? [turn(0.5, { unready: name }), ...ends, ...common]
    : [turn(8, { ready: name }), ...ends, ...common]
}

function setTurns(lots: Lots, index: number, view: View): readonly Turn[] {
  const set = view.get('StatefulSet', 'web', 'default')
  const path = `${setsPath}/web`
  if (!set) {
    const hadSet =
      view.list('ControllerRevision', 'default').length > 0 || view.list('Deployment', 'default').length === 0
    const object = statefulSet(lots, view.list('PersistentVolume').length > 0)
    return hadSet ? [turn(1, creation(object))] : []
  }
  const spec = (weight: number, changes: object) => turn(weight, patch(path, { spec: changes }))
  return [
    spec(2, { replicas: lots.number(0, 5, 'scale', index) }),
    spec(1.5, template(lots, index)),
    spec(0.4, { replicas: lots.number(0, 5, 'both', index), ...template(lots, index) }),
    spec(0.5, {
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: lots.number(0, 4, 'part', index) } },
    }),
    spec(0.3, {
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: lots.number(1, 3, 'most', index) } },
    }),
    spec(0.2, { updateStrategy: { type: 'OnDelete', rollingUpdate: null } }),
    spec(0.3, { persistentVolumeClaimRetentionPolicy: retention(lots, index) }),
    spec(0.3, { ordinals: { start: lots.number(0, 3, 'ordinal', index) } }),
    spec(0.2, { minReadySeconds: lots.pick(readySeconds, 'min-ready', index) }),
    spec(0.2, { revisionHistoryLimit: lots.number(0, 2, 'limit', index) }),
    turn(0.3, remove(path, { propagationPolicy: lots.pick(['Background', 'Foreground', 'Orphan'], 'policy', index) })),
  ]
}

function deploymentTurns(lots: Lots, index: number, view: View): readonly Turn[] {
  if (!view.get('Deployment', 'web', 'default')) return []
  const path = `${deploymentsPath}/web`
  const spec = (weight: number, changes: object) => turn(weight, patch(path, { spec: changes }))
  return [
    spec(2, { replicas: lots.number(0, 5, 'scale', index) }),
    spec(2, template(lots, index)),
    spec(0.4, { replicas: lots.number(0, 5, 'both', index), ...template(lots, index) }),
    spec(0.5, { paused: lots.falls(0.5, 'paused', index) }),
    spec(0.3, { minReadySeconds: lots.pick(readySeconds, 'min-ready', index) }),
    spec(0.3, { revisionHistoryLimit: lots.number(0, 2, 'limit', index) }),
    turn(0.2, remove(path, { propagationPolicy: lots.pick(['Background', 'Foreground', 'Orphan'], 'policy', index) })),
  ]
}

/** Few versions, so that one comes back now and then. */
function template(lots: Lots, index: number) {
  const image = `app:${lots.number(1, 3, 'image', index)}`
  return { template: { spec: { containers: [{ name: 'main', image }] } } }
}

function claimTurns(view: View): readonly Turn[] {
  return view
    .list('PersistentVolumeClaim', 'default')
    .filter(claim => !isTerminating(claim))
    .map(({ metadata: { name } }) => turn(0.3, remove(`/api/v1/namespaces/default/persistentvolumeclaims/${name}`)))
}

/** Until a silent node has been given up and impatient pods have been evicted: when exactly, within a step, is chance. */
const untilEvicted: Step = { advance: 16 }

function nodeTurns(view: View): readonly Turn[] {
  const [node] = view.list('Node')
  if (!node) return [turn(3, { nodes: ['node-1'] })]
  const { name } = node.metadata
  const path = `/api/v1/nodes/${name}`
  const isReady = conditionOf(node, 'Ready')?.status === 'True'
  return [
    ...(isReady
      ? [
          turn(0.3, { nodeNotReady: name }, untilEvicted),
          turn(0.3, { silence: name }, untilEvicted),
          turn(0.1, remove(path)),
        ]
      : [turn(3, { nodeReady: name }), turn(0.3, remove(path))]),
    turn(0.2, patch(path, { spec: { unschedulable: node.spec.unschedulable ? null : true } })),
  ]
}

function turn(weight: number, ...steps: readonly Step[]): Turn {
  return { weight, steps }
}

function patch(path: string, body: object): Step {
  return { request: { method: 'PATCH', path, body } }
}

function remove(path: string, options?: object): Step {
  const body = options && { kind: 'DeleteOptions', apiVersion: 'v1', ...options }
  return { request: { method: 'DELETE', path, ...(body && { body }) } }
}

function eviction(name: string) {
  return { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name } }
}
