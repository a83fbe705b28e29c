import { type Action, nothing, type Plan } from '../../controllers/runtime'
import type { Machine, Sandbox, SandboxContainer, Time } from '../../kinds'
import { endProcess } from '../../programs'
import type { Seed } from '../../sim'
import type { View } from '../../store'
import { bootMs } from '../delays'
import { bootIDOf } from '../initial'

/** What containerd reports of a container that was running when the power went. */
const lostExitCode = 255
const lostReason = 'Unknown'

/** Follows what a person does to a machine: power, boot, kubelet process. */
export function planPower(view: View, name: string, now: Time, seed: Seed): Plan {
  const machine = view.get('Machine', name)
  if (!machine) return { actions: scrapped(view, name) }
  const { spec, status } = machine
  if (spec.power === 'Off')
    return status.state === 'Off' ? nothing : { actions: [switchedOff(machine), ...losses(view, name, now)] }
  if (status.state === 'Off') {
    const booting = withStatus(machine, { state: 'Booting', bootStartedAt: now, bootCount: status.bootCount + 1 })
    return { actions: [{ put: booting, verb: 'boot' }], wakeAt: now + bootMs(seed, booting) }
  }
  if (status.state === 'Booting') return boot(machine, now, seed)
  if (spec.kubelet === 'Running' && status.kubeletStartedAt === undefined)
    return { actions: [{ put: withStatus(machine, { kubeletStartedAt: now }), verb: 'start-kubelet' }] }
  if (spec.kubelet === 'Stopped' && status.kubeletStartedAt !== undefined)
    return { actions: [{ put: withStatus(machine, { kubeletStartedAt: undefined }), verb: 'stop-kubelet' }] }
  return nothing
}

function boot(machine: Machine, now: Time, seed: Seed): Plan {
  const { spec, status, metadata } = machine
  const doneAt = (status.bootStartedAt ?? now) + bootMs(seed, machine)
  if (now < doneAt) return { actions: [], wakeAt: doneAt }
  const running = withStatus(machine, {
    state: 'Running',
    bootStartedAt: undefined,
    bootID: bootIDOf(metadata.name, status.bootCount, seed),
    bootedAt: now,
    kubeletStartedAt: spec.kubelet === 'Running' ? now : undefined,
  })
  return { actions: [{ put: running, verb: 'booted' }] }
}

function switchedOff(machine: Machine): Action {
  return {
    put: withStatus(machine, { state: 'Off', bootStartedAt: undefined, kubeletStartedAt: undefined }),
    verb: 'power-off',
  }
}

/** Every process on the machine is gone at once, with its memory; what is on disks stays. */
function losses(view: View, machine: string, now: Time): Action[] {
  return view.lookup('Sandbox', 'machine', machine).map(sandbox => ({ put: lost(sandbox, now), verb: 'lose-power' }))
}

function lost(sandbox: Sandbox, now: Time): Sandbox {
  const { sandboxReadyAt: _, attemptedAt: __, ...status } = sandbox.status
  return {
    ...sandbox,
    status: { ...status, containers: status.containers.map(container => lostContainer(container, now)) },
  }
}

function lostContainer(container: SandboxContainer, now: Time): SandboxContainer {
  const { pullStartedAt: _, ...rest } = container
  return container.phase === 'Running' ? endProcess(rest, now, lostExitCode, lostReason) : rest
}

/** A machine that was taken away takes with it what ran on it and the disks in it. */
function scrapped(view: View, machine: string): Action[] {
  const actions: Action[] = []
  for (const { metadata } of view.lookup('Sandbox', 'machine', machine))
    actions.push({ remove: { kind: 'Sandbox', name: metadata.name }, verb: 'scrap' })
  for (const { metadata, spec } of view.list('Disk'))
    if (spec.machine === machine) actions.push({ remove: { kind: 'Disk', name: metadata.name }, verb: 'scrap' })
  return actions
}

function withStatus(
  machine: Machine,
  changes: { readonly [K in keyof Machine['status']]?: Machine['status'][K] | undefined },
): Machine {
  const status: Record<string, unknown> = { ...machine.status, ...changes }
  for (const key of Object.keys(changes)) if (status[key] === undefined) delete status[key]
  return { ...machine, status: status as unknown as Machine['status'] }
}
