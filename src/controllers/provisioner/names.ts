/** Keeps a volume until its disk is gone. */
export const finalizer = 'external-provisioner.volume.kubernetes.io/finalizer'

/** The name of the volume for a claim, and the handle of its disk. */
export function volumeNameFor(claimUID: string): string {
  return `pvc-${claimUID}`
}

/** The name of the Disk behind a volume handle: the same by which kubelets look for the disk of a CSI volume. */
export function diskNameOf(driver: string, volumeHandle: string): string {
  return `${driver}-${volumeHandle}`
}
