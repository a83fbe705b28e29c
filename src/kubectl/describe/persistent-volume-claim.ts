import { compareText } from '../../base'
import { type Condition, dateText, type PersistentVolumeClaim, type Pod, type Timestamp } from '../../kinds'
import { now, type Run } from '../process'
import type { ApiMetadata } from '../resources'
import { writeEvents } from './events'
import { writeAnnotations, writeLabels, writeName } from './metadata'
import { podsIn } from './pods-of'
import { accessModesText, claimClassOf, goList, phaseText } from './storage-words'
import type { Describer } from './types'
import type { DescribeWriter } from './writer'

/** `describe persistentvolumeclaim` (`PersistentVolumeClaimDescriber`). */
export const describePersistentVolumeClaim: Describer = function* (described, writer) {
  const claim = described.object as unknown as PersistentVolumeClaim
  const { metadata, spec, status } = claim
  const users = yield* usersOf(claim)
  const at = yield* now()
  const isBound = Boolean(spec.volumeName)
  writeName(writer, described.object.metadata ?? {})
  writer.line(`StorageClass:\t${claimClassOf(claim)}`)
  writer.line(`Status:\t${phaseText(metadata, status.phase, at)}`)
  writer.line(`Volume:\t${spec.volumeName ?? ''}`)
  writeLabels(writer, metadata.labels)
  writeAnnotations(writer, metadata.annotations)
  writer.line(`Finalizers:\t${goList(metadata.finalizers)}`)
  writer.line(`Capacity:\t${isBound ? (status.capacity?.storage ?? '0') : ''}`)
  writer.line(`Access Modes:\t${isBound ? accessModesText(status.accessModes) : ''}`)
  if (spec.volumeMode) writer.line(`VolumeMode:\t${spec.volumeMode}`)
  writeSource(writer, claim)
  for (const [i, name] of users.entries()) writer.line(`${i === 0 ? 'Used By:' : ''}\t${name}`)
  if (users.length === 0) writer.line('Used By:\t<none>')
  writeConditions(writer, status.conditions ?? [])
  yield* writeEvents(described, writer)
}

function writeSource(writer: DescribeWriter, { spec }: PersistentVolumeClaim): void {
  const { dataSource } = spec as { dataSource?: { apiGroup?: string; kind: string; name: string } }
  if (!dataSource) return
  writer.line('DataSource:')
  if (dataSource.apiGroup !== undefined) writer.line(`APIGroup:\t${dataSource.apiGroup}`, 1)
  writer.line(`Kind:\t${dataSource.kind}`, 1)
  writer.line(`Name:\t${dataSource.name}`, 1)
}

/** Pods that mount the claim, each as often as it does, and those that own it (`getPodsForPVC`). */
function* usersOf({ metadata }: PersistentVolumeClaim): Run<readonly string[]> {
  const pods = yield* podsIn(metadata.namespace ?? '', {})
  const users = pods.flatMap(pod =>
    (pod.spec.volumes ?? []).filter(volume => volume.persistentVolumeClaim?.claimName === metadata.name).map(() => pod),
  )
  const owners = new Set(ownerUids(metadata as ApiMetadata))
  const others = pods.filter((pod: Pod) => owners.has(pod.metadata.uid) && !users.includes(pod))
  return [...users, ...others].map(pod => pod.metadata.name).sort(compareText)
}

function ownerUids(metadata: ApiMetadata): readonly string[] {
  const owners = (metadata.ownerReferences ?? []) as readonly { readonly kind: string; readonly uid: string }[]
  return owners.filter(({ kind }) => kind === 'Pod').map(({ uid }) => uid)
}

function writeConditions(writer: DescribeWriter, conditions: readonly Condition[]): void {
  if (conditions.length === 0) return
  writer.line('Conditions:')
  writer.line('Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage', 1)
  writer.line('----\t------\t-----------------\t------------------\t------\t-------', 1)
  for (const condition of conditions) {
    const { type, status, lastTransitionTime, reason = '', message = '' } = condition
    const { lastProbeTime } = condition as { lastProbeTime?: Timestamp | null }
    const words = [type, status, dateText(lastProbeTime), dateText(lastTransitionTime), reason, message]
    writer.line(words.join(' \t'), 1)
  }
}
