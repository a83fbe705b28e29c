import type { KubernetesObject, Time } from '../../kinds'
import type { ObjectSchema } from '../schema'

/** Who asks, and when. */
export interface Asker {
  readonly user: string
  readonly namespace: string | undefined
  readonly now: Time
}

/** A kind that is a question: POST it and the answer comes back in it. Nothing is stored. */
export interface Review {
  readonly kind: string
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly singular: string
  readonly namespaced: boolean
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
  readonly subresources: readonly []
  readonly verbs: readonly string[]
  readonly schema: ObjectSchema
  /** The question with its answer. Throws StatusError for questions that make no sense. */
  answer(question: KubernetesObject, asker: Asker): KubernetesObject
}

/** A kind of review by its name; the rest follows. */
export function review(
  kind: string,
  { group, namespaced = false, schema, answer }: Pick<Review, 'group' | 'schema' | 'answer'> & { namespaced?: boolean },
): Review {
  const singular = kind.toLowerCase()
  const names = { kind, group, version: 'v1', plural: `${singular}s`, singular, namespaced }
  return { ...names, shortNames: [], categories: [], subresources: [], verbs: ['create'], schema, answer }
}
