import type { Machine, Sandbox, SandboxContainer } from '../kinds'
import { chanceBetween, type Seed } from '../sim'

/** How long things take on a machine, in milliseconds: each keyed by what it is asked for, so that a fork draws the same. */

/** From power to a running kubelet. */
export function bootMs(seed: Seed, machine: Machine): number {
  return chanceBetween(4000, 9000, seed, 'boot', machine.metadata.name, machine.status.bootCount)
}

/** From the registration of a Node to its being ready: the pod network has to be there. */
export function nodeReadyMs(seed: Seed, machine: Machine): number {
  return chanceBetween(500, 1500, seed, 'node-ready', machine.metadata.name, machine.status.bootCount)
}

/** From mounted volumes to a network sandbox. */
export function sandboxMs(seed: Seed, sandbox: Sandbox): number {
  return chanceBetween(100, 400, seed, 'sandbox', sandbox.metadata.uid, sandbox.status.attempt)
}

/** One image pull; where the image is in the cache, only its digest is asked for. */
export function pullMs(seed: Seed, sandbox: Sandbox, container: SandboxContainer, isCached: boolean): number {
  const [least, most] = isCached ? [150, 600] : [300, 2500]
  return chanceBetween(least, most, seed, 'image-pull', sandbox.metadata.uid, container.name, container.pullAttempts)
}
