import type { KubernetesObject } from '../kinds'
import type { Frame, Store } from '../store'
import { speedOf } from './pace'
import { PacedWorld, type Passable, type RealTime } from './paced-world'
import type { ClientMessage, ClockStatus, HostMessage, Port } from './protocol'
import { Pulls } from './pulls'

/** What the host needs of a world; `World` fits. */
export interface Drivable extends Passable {
  readonly store: Pick<Store, 'revision' | 'changesSince'> & { objects(): Iterable<KubernetesObject> }
}

const frameMs = 16
/** How wrong the page's own counting may become before it is told, in real milliseconds. */
const driftMs = 100

/**
 * Tells the page about a world in real time. The page gets at most one frame per 16 ms, and the next only after it has taken in the one
 * before.
 */
export class WorldHost {
  private readonly world: Drivable
  private readonly paced: PacedWorld
  private readonly pulls: Pulls
  private readonly port: Port<ClientMessage>
  private readonly time: RealTime
  private cancelFrame: (() => void) | undefined
  private sentRevision = -1
  private sentClock: ClockStatus | undefined
  private sentAt = Number.NEGATIVE_INFINITY
  private isFrameInFlight = false

  /** A world that begins paused stays at its first moment until somebody resumes or steps it. */
  constructor(world: Drivable, port: Port<ClientMessage>, time: RealTime, paused = false) {
    this.world = world
    this.port = port
    this.time = time
    this.paced = new PacedWorld(world, time, { paused, speed: 1 }, () => this.tell())
    this.pulls = new Pulls(
      { revision: () => world.store.revision, handle: request => world.handle(request) },
      (id, response) => port.postMessage({ id, response }),
    )
    this.paced.turn()
  }

  /** Takes a message of the page. */
  receive(message: HostMessage): void {
    if ('request' in message) this.port.postMessage({ id: message.id, response: this.paced.answer(message.request) })
    else if ('pull' in message) this.pulls.add(message.id, message.pull)
    else if ('cancel' in message) this.pulls.cancel(message.cancel)
    else {
      this.isFrameInFlight = false
      if ('resync' in message) this.sentRevision = -1
    }
    this.tell()
  }

  /** Tells whoever waits what has happened. */
  private tell(): void {
    this.pulls.wake()
    this.announce()
  }

  /** Sends a frame now if one is due and wanted, or as soon as it may be. */
  private announce(): void {
    if (this.isFrameInFlight || this.cancelFrame || !this.hasNews()) return
    const waitMs = this.sentAt + frameMs - this.time.now()
    if (waitMs <= 0) {
      this.send()
      return
    }
    this.cancelFrame = this.time.after(waitMs, () => {
      this.cancelFrame = undefined
      if (!this.isFrameInFlight && this.hasNews()) this.send()
    })
  }

  private hasNews(): boolean {
    if (this.world.store.revision !== this.sentRevision) return true
    const sent = this.sentClock
    const clock = this.paced.clock()
    if (!sent || sent.paused !== clock.paused || sent.speed !== clock.speed) return true
    if (sent.nextAt !== clock.nextAt) return true
    if (clock.paused) return sent.now !== clock.now
    const speed = speedOf(clock)
    const counted = sent.now + (this.time.now() - this.sentAt) * speed
    return Math.abs(counted - clock.now) > driftMs * speed
  }

  private send(): void {
    const frame = this.world.store.revision === this.sentRevision ? undefined : this.frame()
    const clock = this.paced.clock()
    this.sentRevision = this.world.store.revision
    this.sentClock = clock
    this.sentAt = this.time.now()
    this.isFrameInFlight = true
    this.port.postMessage({ ...(frame && { frame }), clock })
  }

  private frame(): Frame {
    const { store } = this.world
    const commits = this.sentRevision < 0 ? 'compacted' : store.changesSince(this.sentRevision)
    if (commits !== 'compacted') return { from: this.sentRevision, to: store.revision, commits }
    return { from: -1, to: store.revision, commits: [], reset: { objects: [...store.objects()], time: this.world.now } }
  }
}
