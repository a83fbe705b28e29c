import type { KubernetesObject } from '../kinds'
import type { Revision } from './types'

/** One version of one object; `object` is undefined where it was removed. */
interface Version {
  readonly revision: Revision
  readonly object: KubernetesObject | undefined
}

/** `namespace/name`, or the bare name. */
export function idOf(name: string, namespace: string | undefined): string {
  return namespace ? `${namespace}/${name}` : name
}

/** Every version of the object of one name that is still kept, oldest first. */
export class Cell {
  /** `namespace/name`: what objects are sorted by. */
  readonly id: string
  readonly name: string
  readonly namespace: string | undefined
  /** The object as it is now; undefined when it is gone. */
  head: KubernetesObject | undefined
  /** The revision of the last change; 0 before the first. */
  changedAt: Revision = 0
  private versions: Version[] = []

  constructor(name: string, namespace: string | undefined) {
    this.id = idOf(name, namespace)
    this.name = name
    this.namespace = namespace
  }

  /** Whether no readable revision knows of such an object. */
  get isForgotten(): boolean {
    return this.versions.length === 0
  }

  /** The object as it was at `revision`; undefined if it did not exist then. */
  at(revision: Revision): KubernetesObject | undefined {
    if (this.changedAt <= revision) return this.head
    for (let i = this.versions.length - 1; i >= 0; i--) {
      const version = this.versions[i] as Version
      if (version.revision <= revision) return version.object
    }
    return undefined
  }

  /** Writes a version, in the place of the last one where that is not worth keeping. */
  write(revision: Revision, object: KubernetesObject | undefined, replacesLast: boolean): void {
    this.head = object
    this.changedAt = revision
    if (replacesLast) this.versions.pop()
    this.versions.push({ revision, object })
  }

  /** Drops what can only be seen before `floor`. */
  compact(floor: Revision): void {
    const { versions } = this
    let keep = versions.length - 1
    while (keep > 0 && (versions[keep] as Version).revision > floor) keep--
    if (keep > 0) versions.splice(0, keep)
    const [first] = versions
    if (versions.length === 1 && first && !first.object && first.revision <= floor) this.versions = []
  }

  /** The versions up to `until`, oldest first. */
  upTo(until: Revision): readonly Version[] {
    return this.versions.filter(({ revision }) => revision <= until)
  }
}
