import { ClaimCard } from './claim-card'
import { MachineCard } from './machine-card'
import { SandboxCard } from './sandbox-card'
import { ServiceCard } from './service-card'
import { SetCard } from './set-card'
import { SlotCard } from './slot-card'
import { StoreyBand } from './storey-band'
import { VolumeCard } from './volume-card'

/** The card of each type of node. */
export const cards = {
  claim: ClaimCard,
  machine: MachineCard,
  sandbox: SandboxCard,
  service: ServiceCard,
  set: SetCard,
  slot: SlotCard,
  storey: StoreyBand,
  volume: VolumeCard,
}
