import { timestamp, type VolumeAttachment } from '../kinds'
import { managedNodeAnnotation } from '../volumes'
import { StorageCluster } from './storage-cluster'

const attachmentsPath = '/apis/storage.k8s.io/v1/volumeattachments'
const hold = 'test/hold'

/** A storage cluster whose test plays the attacher of CSI volumes too. */
export class AttachCluster extends StorageCluster {
  /** A node whose volumes the controller attaches. */
  managedNode(name: string): void {
    this.node(name)
    this.manage(name)
  }

  manage(name: string): void {
    this.patchNode(name, { metadata: { annotations: { [managedNodeAnnotation]: 'true' } } })
  }

  driver(name: string, attachRequired: boolean): void {
    const body = { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name }, spec: { attachRequired } }
    this.create('/apis/storage.k8s.io/v1/csidrivers', body)
  }

  /** A volume of the driver disk.example.com. */
  csiVolume(name: string, volumeHandle: string, modes: readonly string[]): void {
    this.volume(name, { modes, csi: { driver: 'disk.example.com', volumeHandle } })
  }

  /** A pod that mounts the claim and is bound to the node without a scheduler. */
  userOn(name: string, claim: string, nodeName: string): void {
    this.user(name, [claim], { nodeName })
  }

  /** The attacher reports on the volume of a node. */
  report(node: string, status: Partial<VolumeAttachment['status']>): void {
    this.must('PATCH', `${attachmentsPath}/${this.attachmentOf(node)}/status`, { status })
    this.run(1)
  }

  /** The kubelet says which devices it uses. */
  inUse(node: string, volumesInUse: readonly string[]): void {
    this.patchNode(node, { status: { volumesInUse } }, '/status')
  }

  /** Lets seconds pass while the node says every 20 s that it is ready. */
  runWithHeartbeats(node: string, seconds: number): void {
    for (let passed = 0; passed < seconds; passed += 20) {
      const lastHeartbeatTime = timestamp(this.world.now)
      const conditions = [{ type: 'Ready', status: 'True', lastHeartbeatTime }]
      this.patchNode(node, { status: { conditions } }, '/status')
      this.run(20)
    }
  }

  notReady(node: string): void {
    this.patchNode(node, { status: { conditions: [{ type: 'Ready', status: 'False' }] } }, '/status')
  }

  /** The attacher keeps attachments that are deleted until `releaseAttachments`. */
  holdAttachments(): void {
    this.eachAttachment([hold])
  }

  releaseAttachments(): void {
    this.eachAttachment([])
  }

  attachmentOf(node: string): string | undefined {
    return this.attachmentObjects().find(({ spec }) => spec.nodeName === node)?.metadata.name
  }

  /** `node-1 attached going` for each attachment, by node. */
  attachments(): readonly string[] {
    return this.attachmentObjects()
      .map(({ metadata, spec, status }) => {
        const going = metadata.deletionTimestamp ? ' going' : ''
        return `${spec.nodeName}${status.attached ? ' attached' : ''}${going}`
      })
      .sort()
  }

  /** What the node's status says is attached to it. */
  attachedTo(node: string): readonly string[] {
    return (
      this.world.store
        .at()
        .get('Node', node)
        ?.status.volumesAttached?.map(({ name }) => name) ?? []
    )
  }

  /** What was said to a pod about attaching. */
  attachEvents(pod: string): readonly string[] {
    return this.events(pod).filter(text => text.includes('AttachVolume'))
  }

  private attachmentObjects(): readonly VolumeAttachment[] {
    return this.world.store.at().list('VolumeAttachment')
  }

  private eachAttachment(finalizers: readonly string[]): void {
    for (const { metadata } of this.attachmentObjects())
      this.must('PATCH', `${attachmentsPath}/${metadata.name}`, { metadata: { finalizers } })
    this.run(0.1)
  }
}
