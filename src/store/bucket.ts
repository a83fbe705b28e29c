import { compareText, lowerBound } from '../base'
import type { KubernetesObject } from '../kinds'
import type { Revision } from './types'

/**
 * The objects filed under one index value, sorted by id, as they are at the head. A write is only noted, and sorted in by the next reader:
 * most buckets are written often and read seldom. Arrays once handed out are never written again. So a reader may keep one, and the same
 * array means that nothing in the bucket has changed.
 */
export class Bucket {
  /** The last revision that changed an object here, its coming or its going. */
  changedAt: Revision = 0
  private ids: readonly string[] = []
  private objects: readonly KubernetesObject[] = []
  /** What was written since somebody read; undefined stands for what has left. */
  private readonly written = new Map<string, KubernetesObject | undefined>()
  /** Ids that have left: where else to look when an old revision is read. */
  private left: Set<string> | undefined

  /** The objects at the head. */
  all(): readonly KubernetesObject[] {
    if (this.written.size > 0) this.sortIn()
    return this.objects
  }

  /** Ids that were ever here, sorted. */
  everIds(): readonly string[] {
    this.all()
    return this.left?.size ? [...new Set([...this.ids, ...this.left])].sort(compareText) : this.ids
  }

  put(id: string, object: KubernetesObject, revision: Revision): void {
    this.changedAt = revision
    this.written.set(id, object)
  }

  remove(id: string, revision: Revision): void {
    this.changedAt = revision
    this.written.set(id, undefined)
    this.left ??= new Set()
    this.left.add(id)
  }

  /** Drops ids that have left and that no readable revision knows. True when nothing remains. */
  forget(isKnown: (id: string) => boolean): boolean {
    for (const id of this.left ?? []) if (!isKnown(id)) this.left?.delete(id)
    return !this.left?.size && this.all().length === 0
  }

  private sortIn(): void {
    const { ids, written } = this
    const objects = this.objects.slice()
    let isReordered = false
    for (const [id, object] of written) {
      const index = lowerBound(ids, id)
      if (object && ids[index] === id) objects[index] = object
      else isReordered = true
    }
    this.objects = objects
    if (isReordered) this.merge()
    written.clear()
  }

  private merge(): void {
    const { written } = this
    const ids: string[] = []
    const objects: KubernetesObject[] = []
    let from = 0
    const copyUntil = (end: number) => {
      for (; from < end; from++) {
        ids.push(this.ids[from] as string)
        objects.push(this.objects[from] as KubernetesObject)
      }
    }
    for (const id of [...written.keys()].sort(compareText)) {
      const object = written.get(id)
      copyUntil(lowerBound(this.ids, id))
      if (this.ids[from] === id) from++
      if (!object) continue
      ids.push(id)
      objects.push(object)
    }
    copyUntil(this.ids.length)
    this.ids = ids
    this.objects = objects
  }
}
