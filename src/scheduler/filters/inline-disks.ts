import type { Pod, Volume } from '../../kinds'

/** Sources that name a disk which one node can hold; what is read only may be held twice, save for EBS. */
interface InlineSources extends Pick<Volume, 'gcePersistentDisk' | 'awsElasticBlockStore'> {
  readonly iscsi?: { readonly iqn: string; readonly readOnly?: boolean }
  readonly rbd?: {
    readonly monitors: readonly string[]
    readonly pool?: string
    readonly image: string
    readonly readOnly?: boolean
  }
}

const none: readonly InlineSources[] = []

/** The disks that a pod's volumes name themselves, without a claim (volumerestrictions/volume_restrictions.go: needsRestrictionsCheck). */
export function inlineDisksOf({ spec }: Pod): readonly InlineSources[] {
  const disks = spec.volumes?.filter(isInlineDisk)
  return disks && disks.length > 0 ? disks : none
}

function isInlineDisk(volume: Volume & InlineSources): volume is Volume & InlineSources {
  const { gcePersistentDisk, awsElasticBlockStore, iscsi, rbd } = volume
  return Boolean(gcePersistentDisk || awsElasticBlockStore || iscsi || rbd)
}

/** Whether the node of `other` cannot hold one of these disks as well (isVolumeConflict). */
export function hasConflict(disks: readonly InlineSources[], other: Pod): boolean {
  const theirs = inlineDisksOf(other)
  return theirs.length > 0 && disks.some(disk => theirs.some(another => excludes(disk, another)))
}

function excludes(a: InlineSources, b: InlineSources): boolean {
  const areReadOnly = (one: { readonly readOnly?: boolean }, other: { readonly readOnly?: boolean }) =>
    Boolean(one.readOnly && other.readOnly)
  const [gce, gceToo] = [a.gcePersistentDisk, b.gcePersistentDisk]
  if (gce && gceToo) return gce.pdName === gceToo.pdName && !areReadOnly(gce, gceToo)
  const [ebs, ebsToo] = [a.awsElasticBlockStore, b.awsElasticBlockStore]
  if (ebs && ebsToo) return ebs.volumeID === ebsToo.volumeID
  if (a.iscsi && b.iscsi) return a.iscsi.iqn === b.iscsi.iqn && !areReadOnly(a.iscsi, b.iscsi)
  if (!a.rbd || !b.rbd) return false
  const isSame = a.rbd.image === b.rbd.image && a.rbd.pool === b.rbd.pool
  const { monitors } = b.rbd
  return isSame && a.rbd.monitors.some(monitor => monitors.includes(monitor)) && !areReadOnly(a.rbd, b.rbd)
}
