import { lowerBound } from '../base'
import type { KubernetesObject } from '../kinds'
import type { Revision } from './types'

/**
 * The objects filed under one index value, sorted by id, as they are at the head. Arrays once handed out are never written again: the next
 * change copies first. So a reader may keep one, and the same array means that nothing in the bucket has changed.
 */
export class Bucket {
  /** The last revision that changed an object here, its coming or its going. */
  changedAt: Revision = 0
  /** Ids that were ever here: where to look when an old revision is read. */
  readonly ever = new Set<string>()
  private ids: string[] = []
  private objects: KubernetesObject[] = []
  private isHandedOut = false

  /** The objects at the head. */
  all(): readonly KubernetesObject[] {
    this.isHandedOut = true
    return this.objects
  }

  put(id: string, object: KubernetesObject, revision: Revision): void {
    this.own(revision)
    const index = lowerBound(this.ids, id)
    if (this.ids[index] === id) {
      this.objects[index] = object
      return
    }
    this.ids.splice(index, 0, id)
    this.objects.splice(index, 0, object)
    this.ever.add(id)
  }

  remove(id: string, revision: Revision): void {
    const index = lowerBound(this.ids, id)
    if (this.ids[index] !== id) return
    this.own(revision)
    this.ids.splice(index, 1)
    this.objects.splice(index, 1)
  }

  private own(revision: Revision): void {
    this.changedAt = revision
    if (!this.isHandedOut) return
    this.objects = this.objects.slice()
    this.isHandedOut = false
  }
}
