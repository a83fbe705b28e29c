import type { Discoverable } from '../discovery'
import { definitionName, typeName } from './names'

/** How the names in a document speak of a resource: `appsV1`, `Namespaced`, the definition of its objects. */
export interface Naming {
  /** `/apis/apps/v1` */
  readonly root: string
  /** `AppsV1`, in operation ids. */
  readonly idPrefix: string
  /** `apps_v1` */
  readonly tag: string
  /** `Namespaced`, or '' for kinds of the whole cluster. */
  readonly scope: string
  /** Name of the definition of its objects; their list's has `List` behind it. */
  readonly definition: string
}

/** The names of a resource. A kind whose struct Go does not define is named after its group. */
export function namingOf({ group, version, kind, namespaced, schema }: Discoverable): Naming {
  const word = group === '' ? 'core' : (group.split('.')[0] as string)
  const isNamed = schema.goPackage !== undefined && typeName(schema.goType) === kind
  return {
    root: group === '' ? `/api/${version}` : `/apis/${group}/${version}`,
    idPrefix: capital(word) + capital(version),
    tag: `${word}_${version}`,
    scope: namespaced ? 'Namespaced' : '',
    definition: (isNamed && definitionName(schema)) || [...group.split('.').reverse(), version, kind].join('.'),
  }
}

/** `Apps` for `apps`. */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** `a Pod`, `an Event`; `Endpoints` for what is many already. */
export function oneOf(kind: string): string {
  if (kind.endsWith('s') && !kind.endsWith('ss')) return kind
  return /^[AEIOU]/.test(kind) ? `an ${kind}` : `a ${kind}`
}
