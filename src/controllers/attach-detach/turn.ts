import { compareText, deepEqual } from '../../base'
import type { Node, Pod, Time, VolumeAttachment } from '../../kinds'
import type { View } from '../../store'
import { allowsManyNodes, attachmentName } from '../../volumes'
import type { EventNote } from '../runtime'
import type { DeviceMemory, OnNode } from './memory'
import type { Wanted } from './wanted'

const nowhere: OnNode = {}

/** One look at one device: begins with what is remembered and gathers what becomes of it. Lives as long as one plan. */
export class DeviceTurn {
  readonly view: View
  readonly device: string
  readonly now: Time
  readonly wanted: Wanted
  readonly memory: DeviceMemory | undefined
  readonly events: EventNote[] = []
  wakeAt: Time | undefined
  private readonly nodes: Map<string, OnNode>

  constructor(view: View, device: string, now: Time, memory: DeviceMemory | undefined, wanted: Wanted) {
    this.view = view
    this.device = device
    this.now = now
    this.memory = memory
    this.wanted = wanted
    this.nodes = new Map(Object.entries(memory?.nodes ?? {}))
  }

  /** Every node about which something is remembered. */
  get knownNodes(): readonly string[] {
    return [...this.nodes.keys()]
  }

  on(node: string): OnNode {
    return this.nodes.get(node) ?? nowhere
  }

  /** Changes what is known of a node; undefined erases a field, and a node without any is forgotten. */
  change(node: string, changes: { readonly [K in keyof OnNode]?: OnNode[K] | undefined }): void {
    const entries = Object.entries({ ...this.on(node), ...changes }).filter(([, value]) => value !== undefined)
    if (entries.length === 0) this.nodes.delete(node)
    else this.nodes.set(node, Object.fromEntries(entries))
  }

  isWantedOn(node: string): boolean {
    return this.wanted.pods.has(node)
  }

  podsOn(node: string): readonly Pod[] {
    return this.wanted.pods.get(node) ?? []
  }

  nodeNamed(name: string): Node | undefined {
    return this.view.get('Node', name)
  }

  attachmentOn(node: string): VolumeAttachment | undefined {
    return this.view.get('VolumeAttachment', attachmentName(this.device, node))
  }

  /** Whether anything is being done to the device, where one thing at a time may be; otherwise, on this node. */
  isBusy(node: string): boolean {
    if (this.allowsManyNodes) return this.on(node).operation !== undefined
    for (const { operation } of this.nodes.values()) if (operation) return true
    return false
  }

  /** Until when an operation must wait because it has failed; undefined when it need not. */
  waitsUntil(node: string, kind: 'Attach' | 'Detach'): Time | undefined {
    let until: Time | undefined
    for (const [name, { failure }] of this.nodes)
      if (failure?.kind === kind && (name === node || !this.allowsManyNodes)) {
        const at = failure.at + failure.waitMs + 1
        if (at > this.now && (until === undefined || at > until)) until = at
      }
    return until
  }

  /** Looks again at this time, or earlier if something else is due before. */
  wake(at: Time): void {
    if (this.wakeAt === undefined || at < this.wakeAt) this.wakeAt = at
  }

  get allowsManyNodes(): boolean {
    return this.remembered.allowsManyNodes
  }

  /** The nodes that have to do with the device, in order. */
  get everyNode(): readonly string[] {
    return [...new Set([...this.nodes.keys(), ...this.wanted.pods.keys()])].sort(compareText)
  }

  get volumeName(): string {
    return this.remembered.volume
  }

  get isChanged(): boolean {
    return !deepEqual(this.result, this.memory)
  }

  /** What is to be remembered; undefined when there is nothing. */
  get result(): DeviceMemory | undefined {
    return this.nodes.size === 0 ? undefined : { ...this.remembered, nodes: Object.fromEntries(this.nodes) }
  }

  private get remembered(): Pick<DeviceMemory, 'volume' | 'allowsManyNodes'> {
    const { volume } = this.wanted
    if (volume) return { volume: volume.metadata.name, allowsManyNodes: allowsManyNodes(volume) }
    return this.memory ?? { volume: this.device, allowsManyNodes: true }
  }
}
