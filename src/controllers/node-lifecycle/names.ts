import type { KubernetesObject, Time } from '../../kinds'

export const controllerName = 'node-lifecycle-controller'
/** What its events name as their source. */
export const eventSource = 'node-controller'

/** Keys of what this controller remembers, as they lie in the store. */
export const memoKeys = {
  /** The uid of a node it has greeted. */
  known: (node: string) => `${controllerName}/known/${node}`,
  /** Set while the pods of a node that fell silent are being marked not Ready, so that none is forgotten when that is interrupted. */
  marking: (node: string) => `${controllerName}/marking/${node}`,
  /** How fast it taints the nodes of a zone with NoExecute, and when the next one's turn is. */
  zone: (zone: string) => `${controllerName}/zone/${zone}`,
  /** Set while no node is Ready. */
  disrupted: `${controllerName}/disrupted`,
  /** When that last ended: heartbeats count from there. */
  recoveredAt: `${controllerName}/recovered-at`,
  /** The key as a memo action takes it: the runtime puts the name before it. */
  relative: (key: string) => key.slice(controllerName.length + 1),
}

/** How fast a zone taints its nodes. */
export interface Limiter {
  /** Between two nodes; 0 while none is tainted. */
  readonly intervalMs: number
  /** When the next one's turn is. */
  readonly turnAt: Time
}

/** Whether a memo that has changed says that nodes are tainted at another rate from now on; a turn that was taken says no such thing. */
export function isAboutRates(
  key: string,
  before: KubernetesObject | undefined,
  after: KubernetesObject | undefined,
): boolean {
  if (key === memoKeys.disrupted) return true
  return key.startsWith(memoKeys.zone('')) && intervalIn(before) !== intervalIn(after)
}

function intervalIn(memo: KubernetesObject | undefined): number | undefined {
  return (memo as { readonly value?: Limiter } | undefined)?.value?.intervalMs
}

export const unreachableTaint = 'node.kubernetes.io/unreachable'
export const notReadyTaint = 'node.kubernetes.io/not-ready'
