import { objectKey, type PersistentVolume, type PersistentVolumeClaim, type Time } from '../../kinds'
import type { Change, View } from '../../store'
import { provisionedByAnnotation, provisionerAnnotation } from '../../volumes'
import { type Controller, nothing, type Plan } from '../runtime'
import { planDelete } from './delete-plan'
import { provisionerName } from './names'
import { planProvision } from './provision-plan'

/** The lab's external provisioner: makes network disks for claims, and removes volumes that nobody needs. Rules: README.md. */
export const provisionerController: Controller = {
  name: provisionerName,
  owns: ['Disk'],
  interests: [
    { kind: 'PersistentVolumeClaim', keysOf: keysOfClaim },
    { kind: 'PersistentVolume', keysOf: keysOfVolume },
  ],
  plan(view: View, key: string, now: Time): Plan {
    const [kind, first = '', second = ''] = key.split('/')
    if (kind === 'PersistentVolume') {
      const volume = view.get('PersistentVolume', first)
      return volume ? planDelete(volume) : nothing
    }
    const claim = view.get('PersistentVolumeClaim', second, first)
    return claim ? planProvision(view, claim, now) : nothing
  },
}

const none: readonly string[] = []

/** Claims that ask for this provisioner and have no volume yet. */
function keysOfClaim({ after, namespace, name }: Change): readonly string[] {
  const claim = after as PersistentVolumeClaim | undefined
  if (!claim || claim.spec.volumeName || claim.metadata.annotations?.[provisionerAnnotation] !== provisionerName)
    return none
  return [objectKey('PersistentVolumeClaim', namespace, name)]
}

/** Volumes that this provisioner made. */
function keysOfVolume({ after, name }: Change): readonly string[] {
  const volume = after as PersistentVolume | undefined
  if (volume?.metadata.annotations?.[provisionedByAnnotation] !== provisionerName) return none
  return [objectKey('PersistentVolume', undefined, name)]
}
