import type { WorldSettings } from './types'

/** What a cluster made by kubeadm runs with (kubernetes v1.37 defaults). */
export const defaultSettings: WorldSettings = {
  nodeMonitorPeriodMs: 5_000,
  nodeMonitorGracePeriodMs: 50_000,
  volumeBinderSyncPeriodMs: 15_000,
  hasHostPathProvisioner: false,
  attachMs: [1_500, 4_000],
  detachMs: [1_000, 3_000],
}

/** What the recordings were made with, so that no case waits for minutes (oracle/README). */
export const recordedSettings: WorldSettings = {
  nodeMonitorPeriodMs: 1_000,
  nodeMonitorGracePeriodMs: 6_000,
  volumeBinderSyncPeriodMs: 2_000,
  hasHostPathProvisioner: true,
  attachMs: [1_500, 4_000],
  detachMs: [1_000, 3_000],
}
