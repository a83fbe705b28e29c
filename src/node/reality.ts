import type { Machine } from '../kinds'
import type { View } from '../store'

/** Whether anything can run on the machine at all. */
export function isExecuting(machine: Machine | undefined): machine is Machine {
  return machine !== undefined && machine.spec.power === 'On' && machine.status.state === 'Running'
}

/** Whether the machine's kubelet process is there. */
export function hasKubelet(machine: Machine | undefined): machine is Machine {
  return isExecuting(machine) && machine.spec.kubelet === 'Running' && machine.status.kubeletStartedAt !== undefined
}

/** Whether machine and control plane reach each other. A machine without a Link object has nothing in its way. */
export function isLinkedAt(view: View, machine: string): boolean {
  return view.get('Link', machine)?.spec.state !== 'Cut'
}

/** The name of the sandbox of a pod. */
export function sandboxName(podName: string, podUID: string): string {
  return `${podName}.${podUID}`
}
