import type { StatefulSet } from '../../kinds'
import { schemaOf } from '../schema'
import { claimSpecWarnings } from './claim-spec'
import { ageColumn, containersColumn, imagesColumn, nameColumn, textColumn } from './columns'
import { podSpecWarnings } from './pod-warnings'
import type { WirePodSpec } from './pod-wire'
import { withSameParts } from './sharing'
import { defaultStatefulSet } from './stateful-set-defaults'
import { statefulSetErrors, statefulSetStatusErrors, statefulSetUpdateErrors } from './stateful-set-validation'
import { defineResource } from './types'

const historyText =
  'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended'

/** A change of the set leaves its status alone; a spec that says the same is the previous one, so that unchanged parts are not checked again. */
function prepareForUpdate(next: StatefulSet, previous: StatefulSet): StatefulSet {
  const spec = withSameParts(next.spec, previous.spec, ['template', 'volumeClaimTemplates', 'selector'])
  return spec === next.spec && next.status === previous.status ? next : { ...next, spec, status: previous.status }
}

/** `pkg/registry/apps/statefulset/strategy.go: WarningsOnCreate, WarningsOnUpdate`; the paths of claims differ between the two. */
function warnings(next: StatefulSet, previous?: StatefulSet): readonly string[] {
  const { template, volumeClaimTemplates = [], revisionHistoryLimit } = next.spec
  const isChanged = !previous || next.metadata.generation !== previous.metadata.generation
  const texts = isChanged ? [...podSpecWarnings(template.spec as WirePodSpec, 'spec.template.spec')] : []
  volumeClaimTemplates.forEach(({ spec }, index) => {
    texts.push(...claimSpecWarnings(spec, `spec.volumeClaimTemplates[${index}]${previous ? '.Spec' : ''}`))
  })
  if (revisionHistoryLimit < 0) texts.push(historyText)
  return texts
}

export const statefulSetResource = defineResource<StatefulSet>({
  kind: 'StatefulSet',
  group: 'apps',
  version: 'v1',
  plural: 'statefulsets',
  singular: 'statefulset',
  shortNames: ['sts'],
  categories: ['all'],
  namespaced: true,
  get schema() {
    return schemaOf('StatefulSet')
  },
  subresources: ['status', 'scale'],
  hasGeneration: true,
  nameRule: 'label',
  defaults: defaultStatefulSet,
  prepareForCreate: set => ({ ...set, status: { replicas: 0, availableReplicas: 0 } }),
  prepareForUpdate,
  validate: statefulSetErrors,
  validateUpdate: statefulSetUpdateErrors,
  validateStatusUpdate: statefulSetStatusErrors,
  warnings,
  columns: [
    nameColumn,
    textColumn<StatefulSet>(
      'Ready',
      'Number of the pod with ready state',
      ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas}`,
    ),
    ageColumn,
    containersColumn,
    imagesColumn,
  ],
})
