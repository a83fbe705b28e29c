import type { Time } from '../../kinds'

/** What the flags of kube-controller-manager decide about volumes. */
export interface VolumeBindingSettings {
  /** `--enable-hostpath-provisioner`. */
  readonly hasHostPathProvisioner: boolean
  /** `--pvclaimbinder-sync-period`, in milliseconds. */
  readonly syncPeriodMs: number
}

/** The source of its events, and who writes. */
export const controllerName = 'persistentvolume-controller'

/**
 * Whether this is a moment at which the controller looks at everything again. A real one does so once per period, at a phase that nobody knows;
 * the lab looks every half period, so that a wait is what it is there on average.
 */
export function isResync(now: Time, { syncPeriodMs }: VolumeBindingSettings): boolean {
  return now % (syncPeriodMs / 2) === 0
}

/** The next such moment. */
export function nextResync(now: Time, { syncPeriodMs }: VolumeBindingSettings): Time {
  const stepMs = syncPeriodMs / 2
  return (Math.floor(now / stepMs) + 1) * stepMs
}
