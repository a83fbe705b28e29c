import { objectKey, type PersistentVolume, type PersistentVolumeClaim, type Time } from '../../kinds'
import type { Change, View } from '../../store'
import { labDrivers, provisionedByAnnotation, provisionerAnnotation } from '../../volumes'
import { type Controller, nothing, type Plan } from '../runtime'
import { planDelete } from './delete-plan'
import { planProvision } from './provision-plan'

/** The external provisioners of the lab's drivers: make network disks for claims, and remove volumes that nobody needs. Rules: README.md. */
export const provisionerController: Controller = {
  name: 'provisioner',
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

/** Claims that ask for one of the lab's drivers and have no volume yet. */
function keysOfClaim({ after, namespace, name }: Change): readonly string[] {
  const claim = after as PersistentVolumeClaim | undefined
  const driver = claim?.metadata.annotations?.[provisionerAnnotation]
  if (!claim || claim.spec.volumeName || driver === undefined || !labDrivers.includes(driver)) return none
  return [objectKey('PersistentVolumeClaim', namespace, name)]
}

/** Volumes that were made for one of the lab's drivers. */
function keysOfVolume({ after, name }: Change): readonly string[] {
  const volume = after as PersistentVolume | undefined
  const driver = volume?.metadata.annotations?.[provisionedByAnnotation]
  if (driver === undefined || !labDrivers.includes(driver)) return none
  return [objectKey('PersistentVolume', undefined, name)]
}
