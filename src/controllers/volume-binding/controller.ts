import type { Time } from '../../kinds'
import type { View } from '../../store'
import { type Controller, nothing, type Plan } from '../runtime'
import { planClaim } from './claim-plan'
import { interests } from './interests'
import { controllerName, type VolumeBindingSettings } from './settings'
import { planVolume } from './volume-plan'

/** Joins claims and volumes, and decides what becomes of a volume when its claim goes. Rules: README.md. */
export function volumeBindingController(settings: VolumeBindingSettings): Controller {
  return { name: controllerName, interests, plan: (view, key, now) => plan(view, key, settings, now) }
}

function plan(view: View, key: string, settings: VolumeBindingSettings, now: Time): Plan {
  const [kind, first = '', second] = key.split('/')
  if (kind === 'PersistentVolume') {
    const volume = view.get('PersistentVolume', first)
    const actions = volume ? planVolume(view, volume) : []
    return actions.length === 0 ? nothing : { actions }
  }
  const claim = view.get('PersistentVolumeClaim', second ?? '', first)
  return claim ? planClaim(view, claim, settings, now) : nothing
}
