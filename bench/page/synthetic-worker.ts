import { healthyWorld, sampleTime } from '../../src/testing/sample-world'
import type { ClientMessage, HostMessage } from '../../src/transport'
import { type Mix, makeChanges } from './changes'

/** Stands in for the engine's worker: a world of a given size, and so many changes for every frame that the page draws. */
const options = new URLSearchParams(self.name)
const pods = Number(options.get('pods'))
const changes = Number(options.get('changes'))
const mix = options.get('mix') as Mix
const frameMs = 1000 / 60

const world = healthyWorld(pods, Number(options.get('machines')))
let turn = 0
let sentRevision = -1
let isFrameInFlight = false
let isWanted = false

function send(): void {
  const { store } = world
  if (sentRevision >= 0) makeChanges(world, pods, changes, turn++, mix)
  const commits = sentRevision < 0 ? [] : store.changesSince(sentRevision)
  if (commits === 'compacted') throw new Error('the store has forgotten what was not sent')
  const reset = sentRevision < 0 ? { reset: { objects: [...store.objects()], time: sampleTime } } : {}
  post({
    frame: { from: sentRevision, to: store.revision, commits, ...reset },
    clock: { now: sampleTime + turn * frameMs, paused: false, speed: 1 },
  })
  sentRevision = store.revision
  isFrameInFlight = true
  isWanted = false
}

function post(message: ClientMessage): void {
  globalThis.postMessage(message)
}

globalThis.onmessage = ({ data }: MessageEvent<HostMessage | 'draw'>) => {
  if (data !== 'draw' && 'id' in data)
    return post({ id: data.id, response: { code: 404, contentType: 'text/plain', body: 'not here' } })
  if (data === 'draw') isWanted = true
  else isFrameInFlight = false
  if (isWanted && !isFrameInFlight) send()
}
send()
