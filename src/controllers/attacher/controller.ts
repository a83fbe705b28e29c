import type { PersistentVolume, VolumeAttachment } from '../../kinds'
import type { Seed } from '../../sim'
import type { Change, View } from '../../store'
import { blockDriver } from '../../volumes'
import { type Controller, nothing } from '../runtime'
import { attacherName } from './names'
import { type AttacherOptions, planAttachment } from './plan-attachment'
import { planVolume } from './plan-volume'

export type { AttacherOptions } from './plan-attachment'

const volumePrefix = 'volume/'

/** The external-attacher of the lab's block driver. A key is a VolumeAttachment's name, or `volume/` and a volume's. Rules: README.md. */
export function createAttacher(options: AttacherOptions & { readonly seed: Seed }): Controller {
  return {
    name: attacherName,
    owns: ['Disk'],
    interests: [
      { kind: 'VolumeAttachment', keysOf: keysOfAttachment },
      { kind: 'PersistentVolume', keysOf: keysOfVolume },
    ],
    plan(view, key, now) {
      if (key.startsWith(volumePrefix)) {
        const volume = view.get('PersistentVolume', key.slice(volumePrefix.length))
        return volume ? planVolume(view, volume) : nothing
      }
      return planAttachment(view, key, now, options)
    },
  }
}

const none: readonly string[] = []

/** [AT-1] Also the volume, which may be waiting for its last attachment, and the others that may be waiting for this one. */
function keysOfAttachment({ before, after, name }: Change, view: View): readonly string[] {
  const { spec } = (after ?? before) as VolumeAttachment
  if (spec.attacher !== blockDriver) return none
  if (after) return [name]
  const volume = spec.source.persistentVolumeName ?? ''
  const others = view.lookup('VolumeAttachment', 'volume', volume).map(({ metadata }) => metadata.name)
  return [name, ...others, volumePrefix + volume]
}

function keysOfVolume({ after, name }: Change): readonly string[] {
  const volume = after as PersistentVolume | undefined
  const isOurs = volume?.spec.csi?.driver === blockDriver
  return isOurs && volume?.metadata.deletionTimestamp !== undefined ? [volumePrefix + name] : none
}
