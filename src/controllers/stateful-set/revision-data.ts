import { fnv1, goJson, isRecord, safeText } from '../../base'
import type { ControllerRevision, PodTemplateSpec, StatefulSet } from '../../kinds'

/*
 * What a ControllerRevision holds. Texts and templates are derived from immutable values and remembered by reference, so that a sync does
 * not write out the template again.
 */
const texts = new WeakMap<object, string>()
const patches = new WeakMap<PodTemplateSpec, RevisionData>()
const templates = new WeakMap<object, PodTemplateSpec>()

/** A strategic merge patch that puts the template back (stateful_set_utils.go, getPatch). */
export interface RevisionData {
  readonly spec: { readonly template: PodTemplateSpec & { readonly $patch: 'replace' } }
}

/** The data of the set's present template. The same template gives the same object. */
export function dataOf(template: PodTemplateSpec): RevisionData {
  let data = patches.get(template)
  if (!data) {
    // In the order of Go's maps: kubectl compares the bytes that it gets with those that it would write.
    data = JSON.parse(goJson({ spec: { template: { ...template, $patch: 'replace' } } })) as RevisionData
    patches.set(template, data)
    templates.set(data, template)
  }
  return data
}

/** The data as bytes that Go would write; revisions are equal when these are (controller_history.go, EqualRevision). */
export function textOf(data: unknown): string {
  if (typeof data !== 'object' || data === null) return goJson(data ?? null)
  let text = texts.get(data)
  if (text === undefined) {
    text = goJson(data)
    texts.set(data, text)
  }
  return text
}

/** The template that a revision restores (ApplyRevision); the set's own where the data, somebody else's work, has none. */
export function templateOf(revision: Pick<ControllerRevision, 'data'>, set: StatefulSet): PodTemplateSpec {
  const { data } = revision
  if (!isRecord(data)) return set.spec.template
  const known = templates.get(data)
  if (known) return known
  const isSame = textOf(data) === textOf(dataOf(set.spec.template))
  const template = isSame ? set.spec.template : restored(data)
  if (!template) return set.spec.template
  templates.set(data, template)
  return template
}

function restored(data: Readonly<Record<string, unknown>>): PodTemplateSpec | undefined {
  if (!isRecord(data.spec) || !isRecord(data.spec.template)) return undefined
  const { $patch: _, ...template } = data.spec.template
  return isRecord(template.spec) ? (template as unknown as PodTemplateSpec) : undefined
}

/** FNV-1 over data and collision count, the decimal digits written safely (controller_history.go, HashControllerRevision). */
export function hashOf(data: unknown, collisionCount: number): string {
  return safeText(fnv1(textOf(data) + collisionCount))
}

/** `<set>-<hash>`, the set's name cut where the whole would exceed 253 (controller_history.go, ControllerRevisionName). */
export function revisionName(setName: string, hash: string): string {
  return `${setName.slice(0, 223)}-${hash}`
}
