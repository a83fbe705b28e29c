import type { PersistentVolume } from '../../kinds'

const protection = 'kubernetes.io/pv-protection'

/** What admission does to a new volume: the finalizer that keeps it while it is bound (plugin StorageObjectInUseProtection). */
export function admitVolume(volume: PersistentVolume): PersistentVolume {
  const { metadata } = volume
  const finalizers = metadata.finalizers ?? []
  if (finalizers.includes(protection)) return volume
  return { ...volume, metadata: { ...metadata, finalizers: [...finalizers, protection] } }
}
