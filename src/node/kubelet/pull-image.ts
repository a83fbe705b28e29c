import { altered, mixText } from '../../base'
import type { SandboxContainer } from '../../kinds'
import { containerSpecOf, type ImageReference, parseImage, pullErrorOf } from '../../programs'
import { second } from '../../sim'
import { pullMs } from '../delays'
import { imageIDOf } from './container-id'
import type { PodTurn } from './pod-turn'
import { durationText, pullBackOffMs } from './restart-backoff'

/** After a failed start the kubelet looks at a pod again this much later (pod worker: backOffPeriod with jitter). */
export const lookAgainMs = 11 * second

/**
 * Sees to it that the image of a container is there, by its pull policy. 'busy' while it is being pulled; 'failed' when it is not to be had
 * now (imageManager.EnsureImageExists).
 */
export function ensureImage(turn: PodTurn, index: number): 'ready' | 'busy' | 'failed' {
  const container = turn.containers[index] as SandboxContainer
  const spec = containerSpecOf(turn.sandbox, container.name)
  const written = spec.image ?? ''
  const image = parseImage(written)
  if (!image) return refuse(turn, index, invalidNameMessage(written), 'InvalidImageName')
  const isCached = turn.machine.status.images.includes(image.normalized)
  if (container.pullStartedAt !== undefined) return finishPull(turn, index, image, isCached)
  if (container.pullEndedAt !== undefined && container.pullError === undefined) return 'ready'
  if (spec.imagePullPolicy === 'Never' && !isCached)
    return refuse(
      turn,
      index,
      `Container image "${written}" is not present with pull policy of Never`,
      'ErrImageNeverPull',
    )
  if (isCached && spec.imagePullPolicy !== 'Always') {
    const message = `Container image "${written}" already present on machine and can be accessed by the pod`
    turn.note('Normal', 'Pulled', message, container)
    turn.changeContainer(index, { pullError: undefined, imageID: imageIDOf(image.repository, image.normalized) })
    return 'ready'
  }
  return isBackingOff(turn, index, written) ? 'failed' : beginPull(turn, index, written, isCached)
}

/** The kubelet's words for an image name that is none. */
export function invalidNameMessage(image: string): string {
  return `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`
}

/** An image that cannot be had and is not asked for: said once, looked at again now and then. */
function refuse(turn: PodTurn, index: number, message: string, reason: string): 'failed' {
  const container = turn.containers[index] as SandboxContainer
  if (container.pullError === message) return 'failed'
  turn.note('Warning', reason === 'InvalidImageName' ? 'InspectFailed' : reason, message, container)
  turn.note('Warning', 'Failed', `Error: ${reason}`, container)
  turn.changeContainer(index, { pullError: message, pullEndedAt: turn.now })
  return 'failed'
}

/** Whether a failed pull keeps the next one waiting; says so once per failure. */
function isBackingOff(turn: PodTurn, index: number, written: string): boolean {
  const container = turn.containers[index] as SandboxContainer
  if (container.pullError === undefined || container.pullEndedAt === undefined) return false
  const lookAt = container.pullEndedAt + lookAgainMs
  const pullAt = Math.max(lookAt, container.pullEndedAt + pullBackOffMs(container.pullFailures))
  if (turn.now >= pullAt) return false
  turn.wake(turn.now < lookAt ? lookAt : pullAt)
  if (turn.now >= lookAt && container.backOffReportedAt === undefined) {
    turn.note('Normal', 'BackOff', `Back-off pulling image "${written}"`, container)
    turn.note('Warning', 'Failed', 'Error: ImagePullBackOff', container)
    turn.changeContainer(index, { backOffReportedAt: turn.now })
  }
  return true
}

function beginPull(turn: PodTurn, index: number, written: string, isCached: boolean): 'busy' {
  const container = turn.containers[index] as SandboxContainer
  turn.note('Normal', 'Pulling', `Pulling image "${written}"`, container)
  turn.changeContainer(index, { pullStartedAt: turn.now, pullAttempts: container.pullAttempts + 1 })
  turn.wake(turn.now + pullMs(turn.seed, turn.sandbox, turn.containers[index] as SandboxContainer, isCached))
  return 'busy'
}

function finishPull(
  turn: PodTurn,
  index: number,
  image: ImageReference,
  isCached: boolean,
): 'ready' | 'busy' | 'failed' {
  const container = turn.containers[index] as SandboxContainer
  const tookMs = pullMs(turn.seed, turn.sandbox, container, isCached)
  const endsAt = (container.pullStartedAt ?? turn.now) + tookMs
  if (turn.now < endsAt) {
    turn.wake(endsAt)
    return 'busy'
  }
  const written = containerSpecOf(turn.sandbox, container.name).image ?? ''
  const ended = { pullStartedAt: undefined, pullEndedAt: turn.now, backOffReportedAt: undefined }
  const error = pullErrorOf(image)
  if (error !== undefined) {
    turn.note('Warning', 'Failed', `Failed to pull image "${written}": ${error}`, container)
    turn.note('Warning', 'Failed', 'Error: ErrImagePull', container)
    turn.changeContainer(index, { ...ended, pullError: error, pullFailures: container.pullFailures + 1 })
    turn.wake(turn.now + lookAgainMs)
    return 'failed'
  }
  const took = durationText(tookMs)
  const size = `Image size: ${imageBytes(image.normalized)} bytes.`
  turn.note(
    'Normal',
    'Pulled',
    `Successfully pulled image "${written}" in ${took} (${took} including waiting). ${size}`,
    container,
  )
  const imageID = imageIDOf(image.repository, image.normalized)
  turn.changeContainer(index, altered(ended, { pullError: undefined, pullFailures: 0, imageID }))
  if (!isCached) cache(turn, image.normalized)
  return 'ready'
}

function cache(turn: PodTurn, image: string): void {
  const { machine } = turn
  turn.machine = { ...machine, status: { ...machine.status, images: [...machine.status.images, image] } }
}

/** How big an image is: between 5 and 300 MB, the same in every world. */
export function imageBytes(normalized: string): number {
  return 5_000_000 + (mixText(normalized, 1) % 295_000_000)
}
