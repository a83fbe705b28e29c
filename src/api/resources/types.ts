import type { Condition, KubernetesObject, Time } from '../../kinds'
import type { Seed } from '../../sim'
import type { View } from '../../store'
import type { ObjectSchema } from '../schema/types'
import type { FieldError } from './field-error'

/** What a resource's rules may know besides the object: the world and the clock. They change neither. */
export interface RuleContext {
  readonly view: View
  readonly now: Time
  readonly seed: Seed
  /** Settings of the control plane that admission and allocation depend on. */
  readonly settings: ApiSettings
  /** The request asks for the answer only: nothing is stored, so allocators give the first address and take none. */
  readonly isDryRun?: boolean
}

export interface ApiSettings {
  /** First two numbers of service addresses, `10.96`. */
  readonly servicePrefix: string
}

/** One printer column of `kubectl get`; `priority` 1 shows in `-o wide` only. */
export interface Column {
  readonly name: string
  readonly type: 'string' | 'integer' | 'boolean' | 'date'
  readonly format?: string
  readonly description: string
  readonly priority?: 0 | 1
  /** `list`: all that the table shows, where it is of a list; a single object has a table without one. */
  cell(object: KubernetesObject, now: Time, list?: readonly KubernetesObject[]): string | number | boolean | null
}

/** Where a Scale finds its numbers, each the names that lead there from the top of the object. */
export interface ScalePaths {
  readonly specReplicas: readonly string[]
  readonly statusReplicas: readonly string[]
  readonly selector?: readonly string[]
}

/** What stands after an object's name in a URL. */
export type Subresource =
  | 'status'
  | 'scale'
  | 'binding'
  | 'eviction'
  | 'finalize'
  | 'log'
  | 'exec'
  | 'attach'
  | 'portforward'
  | 'proxy'
  | 'ephemeralcontainers'
  | 'resize'
  | 'token'

/** Doors of pods that write the spec. */
export type PartName = 'ephemeralcontainers' | 'resize'

/** What a door that writes one part of an object takes from a request, and what it refuses. */
export interface PartRules<T extends KubernetesObject = KubernetesObject> {
  prepare(next: T, previous: T): T
  validate(next: T, previous: T): readonly FieldError[]
}

/**
 * Everything the API knows about one kind. All functions are pure; they take stored objects and return new ones that share what did not
 * change (so `next.spec === previous.spec` means: spec untouched, and rules may skip it).
 */
export interface Resource<T extends KubernetesObject = KubernetesObject> {
  readonly kind: T['kind']
  /** '' for the core group. */
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly singular: string
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
  readonly namespaced: boolean
  /** Verbs beyond get, list, watch, create, update, patch, delete, deletecollection that are *not* offered. */
  readonly withoutVerbs?: readonly string[]
  /** All that is offered, where discovery tells it in another order than usual. */
  readonly verbs?: readonly string[]
  /** Of lists of it, where that is not the kind with `List` behind. */
  readonly listKind?: string
  /**
   * The server has no Go type for it (custom resources): items of lists carry kind and apiVersion, strategic merge patches are unknown, and what
   * is wrong with its shape is for `validate` to say.
   */
  readonly isUnstructured?: boolean
  /** Its definition is being deleted: nothing new comes in. */
  readonly isClosing?: boolean
  /** What a definition says of its shape: of kinds with a schema file that is made from `schema`. */
  readonly openAPIV3Schema?: Readonly<Record<string, unknown>>
  /** The paths of `…/scale`, where they are not those of a StatefulSet. */
  readonly scalePaths?: ScalePaths
  /** The version it is stored in upstream, where that is another: discovery has a hash of it. */
  readonly storageVersion?: string
  /** The table of the store where its objects lie, for kinds whose name alone does not say it. */
  readonly table?: string
  /** It has no objects of its own: it shows those of another resource in another form. They are stored in the form of that one. */
  readonly view?: ResourceView
  readonly schema: ObjectSchema
  readonly subresources: readonly Subresource[]
  /** PUT to a missing name creates the object (Lease, Event, Service). */
  readonly createOnUpdate?: boolean
  /** A PUT must say which version it replaces (upstream: no AllowUnconditionalUpdate). */
  readonly needsResourceVersion?: boolean
  /** `metadata.generation` is kept: 1 at creation, +1 whenever `hasNewGeneration` (default: spec differs). */
  readonly hasGeneration: boolean
  /** What a changed field must be for the generation to rise. Default: `spec` is not deeply equal. */
  hasNewGeneration?(next: T, previous: T): boolean

  /** Fills in what the user left out, on every write. */
  defaults(object: T): T
  /** On create, after defaulting: wipes status, sets phases, allocates addresses. May throw a StatusError. */
  prepareForCreate?(object: T, context: RuleContext): T
  /** On update of the main resource, before validation: restores what this door may not change (status, claimed addresses). */
  prepareForUpdate?(next: T, previous: T, context: RuleContext): T
  /** On update of `/status`: takes status (and what else that door writes) from `next`. Default: `{...previous, metadata, status}`. */
  prepareForStatusUpdate?(next: T, previous: T, context: RuleContext): T
  /** Further doors that take and give the whole object, and write one part of it. */
  readonly parts?: Partial<Record<PartName, PartRules<T>>>
  /** On PUT of `/finalize`, for kinds that have one: takes what that door writes from `next`. */
  prepareForFinalize?(next: T, previous: T): T
  /** Rules for a new object, in upstream's order. Metadata rules that all kinds share are not repeated here. */
  validate(object: T): readonly FieldError[]
  /** Rules for a change, in upstream's order, including those of `validate` that still hold. */
  validateUpdate(next: T, previous: T): readonly FieldError[]
  validateStatusUpdate?(next: T, previous: T): readonly FieldError[]
  /** A Warning that every answer about the kind carries: what to use in its place. */
  readonly deprecation?: string
  /** Texts of Warning headers. */
  warnings?(next: T, previous?: T): readonly string[]
  /** How its name is checked; see `names.ts`. */
  readonly nameRule: 'label' | 'subdomain' | 'service' | 'path'
  /** Grace for a delete in seconds, if this kind is stopped before it goes (pods). Default 0: removed at once. */
  deletionGraceSeconds?(object: T, requested: number | undefined): number
  /** A DELETE that removes the object answers with it; otherwise with a Status (`ReturnDeletedObject`). */
  readonly answersWithDeleted?: boolean
  /**
   * For kinds that others empty before they go (namespaces): what a delete makes of the object; the object itself when that has already
   * happened; undefined when it goes like any other. May throw a StatusError: some may not be deleted at all.
   */
  beforeDelete?(live: T, now: Time): T | undefined
  /** Whether something besides `metadata.finalizers` still holds a terminating object. */
  isHeld?(object: T): boolean
  /** What field selectors may ask, besides metadata.name and metadata.namespace. */
  readonly fieldLabels?: Readonly<Record<string, (object: T) => string>>
  /** Default of `propagationPolicy`; 'Background' where absent. */
  readonly defaultPropagation?: 'Background' | 'Orphan'
  /** The object as GET, lists and answers to writes show it, where they hide something that is stored. Watches do not. */
  asRead?(object: T): T
  readonly columns: readonly Column[]
  /** What a table says of a row besides its cells: that a pod has completed. */
  rowConditions?(object: T): readonly Condition[] | undefined
}

/** How a resource shows the objects of another one. */
export interface ResourceView {
  readonly of: Resource
  /** A stored object in the form of this resource; kind and apiVersion stay as they are. */
  shown(stored: KubernetesObject): KubernetesObject
  /** What a writer gives in the form of this resource, as it is stored. */
  stored(shown: KubernetesObject): KubernetesObject
}

/** The resource in whose form objects are stored. */
export function storedAs(resource: Resource): Resource {
  return resource.view?.of ?? resource
}

/** What a writer gives, in the form and with the kind that is stored. */
export function storedForm(resource: Resource, shown: KubernetesObject): KubernetesObject {
  const { view } = resource
  if (!view) return shown
  const { group, version, kind } = view.of
  return { ...view.stored(shown), apiVersion: group ? `${group}/${version}` : version, kind } as KubernetesObject
}

/** A stored object in the form of the resource that it is asked of; kind and apiVersion are for whoever sends it. */
export function shownForm({ view }: Resource, stored: KubernetesObject): KubernetesObject {
  return view ? view.shown(stored) : stored
}

/** Writes a Resource with its own object type and forgets that type for the registry. */
export function defineResource<T extends KubernetesObject>(resource: Resource<T>): Resource {
  return resource as unknown as Resource
}

/** The Go package of upstream's internal types, which its errors name. */
export function internalPackage({ group }: Pick<Resource, 'group'>): string {
  return group === '' ? 'core' : (group.split('.')[0] as string)
}

/** The table of the store where the objects of a resource lie. */
export function tableNameOf({ table, kind }: Pick<Resource, 'table' | 'kind'>): string {
  return table ?? kind
}
