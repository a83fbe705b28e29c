import { stringify } from 'yaml'
import { chance, chanceBetween, type Seed } from '../../sim'
import type { Step } from '../conformance/player'

/** Draws from a seed by keys. */
export class Lots {
  private readonly seed: Seed

  constructor(seed: Seed) {
    this.seed = seed
  }

  /** Whether something happens that happens in this share of all cases. */
  falls(share: number, ...key: readonly (string | number)[]): boolean {
    return chance(this.seed, 'story', ...key) < share
  }

  /** From `low` to `high`, both included. */
  number(low: number, high: number, ...key: readonly (string | number)[]): number {
    return chanceBetween(low, high, this.seed, 'story', ...key)
  }

  /** One of these; there must be one. */
  pick<T>(items: readonly T[], ...key: readonly (string | number)[]): T {
    return items[this.number(0, items.length - 1, ...key)] as T
  }
}

export const setsPath = '/apis/apps/v1/namespaces/default/statefulsets'
export const deploymentsPath = '/apis/apps/v1/namespaces/default/deployments'

/** What a story begins with: one node, for among several chance decides; perhaps volumes, and a StatefulSet or a Deployment, with whatever fields the seed gives them. */
export function beginningOf(lots: Lots): readonly Step[] {
  const isSet = lots.falls(0.85, 'kind')
  const hasClaims = isSet && lots.falls(0.4, 'claims')
  const objects = [
    ...(hasClaims ? volumes(lots) : []),
    ...(lots.falls(0.3, 'budget') ? [budget(lots)] : []),
    isSet ? statefulSet(lots, hasClaims) : deployment(lots),
  ]
  return [{ nodes: ['node-1'] }, creation(...objects)]
}

/** The step that creates these objects, one after another. */
export function creation(...objects: readonly object[]): Step {
  return { create: objects.map(object => stringify(object, { aliasDuplicateObjects: false })).join('---\n') }
}

/** How long some pods bear a node that is not ready or cannot be reached. */
const patienceSeconds = 3

function tolerations() {
  return ['not-ready', 'unreachable'].map(condition => ({
    key: `node.kubernetes.io/${condition}`,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: patienceSeconds,
  }))
}

function template(lots: Lots) {
  const grace = lots.pick([undefined, 0, 5], 'grace')
  return {
    metadata: { labels: { app: 'web' } },
    spec: {
      ...(grace !== undefined && { terminationGracePeriodSeconds: grace }),
      ...(lots.falls(0.3, 'impatient') && { tolerations: tolerations() }),
      containers: [{ name: 'main', image: 'app:1' }],
    },
  }
}

/** Over before a step is, or not in the whole story: nothing in between, for that would be chance. */
export const readySeconds = [0, 1, 600]

/** A StatefulSet with random fields; its claims ask for volumes without a class. */
export function statefulSet(lots: Lots, hasClaims: boolean) {
  const start = lots.number(0, 3, 'start')
  const minReadySeconds = lots.pick([0, 0, ...readySeconds], 'minReady')
  const history = lots.pick([undefined, 0, 1], 'history')
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web' },
    spec: {
      serviceName: 'web',
      replicas: lots.number(0, 4, 'replicas'),
      ...(lots.falls(0.4, 'parallel') && { podManagementPolicy: 'Parallel' }),
      ...(start > 1 && { ordinals: { start } }),
      ...(minReadySeconds > 0 && { minReadySeconds }),
      ...(history !== undefined && { revisionHistoryLimit: history }),
      ...strategy(lots),
      ...(hasClaims &&
        lots.falls(0.7, 'retention') && { persistentVolumeClaimRetentionPolicy: retention(lots, 'first') }),
      selector: { matchLabels: { app: 'web' } },
      template: template(lots),
      ...(hasClaims && { volumeClaimTemplates: [claimTemplate] }),
    },
  }
}

const claimTemplate = {
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName: '', resources: { requests: { storage: '1Mi' } } },
}

function strategy(lots: Lots) {
  if (lots.falls(0.15, 'on-delete')) return { updateStrategy: { type: 'OnDelete' } }
  const rollingUpdate = {
    ...(lots.falls(0.3, 'partition') && { partition: lots.number(0, 3, 'partition-at') }),
    ...(lots.falls(0.3, 'unavailable') && { maxUnavailable: lots.pick([1, 2, '50%'], 'unavailable-most') }),
  }
  return { updateStrategy: { type: 'RollingUpdate', rollingUpdate } }
}

/** What becomes of claims; `key` tells this choice from others. */
export function retention(lots: Lots, key: string | number) {
  return {
    whenDeleted: lots.pick(['Retain', 'Delete'], 'when-deleted', key),
    whenScaled: lots.pick(['Retain', 'Delete'], 'when-scaled', key),
  }
}

function volumes(lots: Lots): readonly object[] {
  return Array.from({ length: lots.number(1, 5, 'volumes') }, (_, i) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pv-${'abcde'[i]}` },
    spec: {
      capacity: { storage: lots.pick(['1Mi', '2Mi'], 'capacity', i) },
      accessModes: ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: lots.pick(['Retain', 'Delete'], 'reclaim', i),
      // Promised, for which claim comes first is chance.
      claimRef: { namespace: 'default', name: `data-web-${i}` },
      hostPath: { path: `/data/${i}` },
    },
  }))
}

function budget(lots: Lots) {
  const limit = lots.falls(0.5, 'budget-kind')
    ? { maxUnavailable: lots.pick([0, 1, '50%'], 'budget-most') }
    : { minAvailable: lots.pick([1, 2, '50%'], 'budget-least') }
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web' },
    spec: { selector: { matchLabels: { app: 'web' } }, ...limit },
  }
}

function deployment(lots: Lots) {
  const rollingUpdate = {
    ...(lots.falls(0.5, 'surge') && { maxSurge: lots.pick([0, 1, 2, '50%'], 'surge-most') }),
    ...(lots.falls(0.5, 'gap') && { maxUnavailable: lots.pick([1, 2, '50%'], 'gap-most') }),
  }
  const history = lots.pick([undefined, 0, 1], 'history')
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas: lots.number(0, 4, 'replicas'),
      ...(history !== undefined && { revisionHistoryLimit: history }),
      ...(lots.falls(0.2, 'recreate') ? { strategy: { type: 'Recreate' } } : { strategy: { rollingUpdate } }),
      selector: { matchLabels: { app: 'web' } },
      template: template(lots),
    },
  }
}
