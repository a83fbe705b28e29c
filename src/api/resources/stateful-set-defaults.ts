import type { PersistentVolumeClaimTemplate, StatefulSet, StatefulSetSpec } from '../../kinds'
import { defaultClaimTemplate } from './claim-spec'
import { canonicalResources } from './container-defaults'
import { defaultPodTemplate } from './pod-defaults'
import { mapSame, withField, withMissing } from './sharing'

type Strategy = StatefulSetSpec['updateStrategy']

const retention: StatefulSetSpec['persistentVolumeClaimRetentionPolicy'] = {
  whenDeleted: 'Retain',
  whenScaled: 'Retain',
}
const specDefaults: Partial<StatefulSetSpec> = {
  podManagementPolicy: 'OrderedReady',
  replicas: 1,
  revisionHistoryLimit: 10,
}
const rollingUpdate: NonNullable<Strategy['rollingUpdate']> = { partition: 0, maxUnavailable: 1 }

/** `pkg/apis/apps/v1: SetDefaults_StatefulSet` and what is below it. The set itself when nothing is missing. */
export function defaultStatefulSet(set: StatefulSet): StatefulSet {
  let spec = withMissing((set.spec ?? {}) as StatefulSetSpec, specDefaults)
  spec = withField(spec, 'updateStrategy', defaultStrategy(spec.updateStrategy))
  const policy = withMissing(spec.persistentVolumeClaimRetentionPolicy ?? retention, retention)
  spec = withField(spec, 'persistentVolumeClaimRetentionPolicy', policy)
  spec = withField(spec, 'template', defaultPodTemplate(spec.template))
  if (spec.ordinals && spec.ordinals.start === undefined) spec = { ...spec, ordinals: { start: 0 } }
  if (spec.volumeClaimTemplates)
    spec = withField(spec, 'volumeClaimTemplates', mapSame(spec.volumeClaimTemplates, defaultTemplate))
  return withField(set, 'spec', spec)
}

/**
 * Only a strategy without a type becomes a rolling update with all its numbers: a written `type: RollingUpdate` alone stays without them,
 * and the controller then follows another rule for pods that are made again during a rollout.
 */
function defaultStrategy(given: Strategy | undefined): Strategy {
  const strategy = given?.type
    ? given
    : { ...given, type: 'RollingUpdate' as const, rollingUpdate: given?.rollingUpdate ?? {} }
  if (strategy.type !== 'RollingUpdate' || !strategy.rollingUpdate) return strategy
  return withField(strategy, 'rollingUpdate', withMissing(strategy.rollingUpdate, rollingUpdate))
}

function defaultTemplate(given: PersistentVolumeClaimTemplate): PersistentVolumeClaimTemplate {
  const template = defaultClaimTemplate(given)
  let { resources } = template.spec
  if (resources.requests) resources = withField(resources, 'requests', canonicalResources(resources.requests))
  if (resources.limits) resources = withField(resources, 'limits', canonicalResources(resources.limits))
  return withField(template, 'spec', withField(template.spec, 'resources', resources))
}
