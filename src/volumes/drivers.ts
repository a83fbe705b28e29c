/** The lab's CSI driver of shares: every machine reaches them, nothing is attached. */
export const shareDriver = 'disk.lab.sim'

/** The lab's CSI driver of disks that hang on one machine at a time, as a cloud's block storage does. */
export const blockDriver = 'block.lab.sim'

/** Every CSI driver that the lab's machines have. */
export const labDrivers: readonly string[] = [blockDriver, shareDriver]

/** How many disks of the block driver a machine takes: what its CSINode says. */
export const blockDisksPerMachine = 32
