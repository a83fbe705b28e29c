import { compareText } from '../../base'
import type { Session } from '../command'
import { type Discovery, discover, groupResourceOf, pathOf, type ResourceType, resourceTypeFor } from '../discovery'
import { exchange, type Run } from '../process'
import { type ApiObject, itemsOf, withQuery } from '../resources'

/** What a word that is being typed is to be completed from. */
export interface Situation {
  readonly session: Session
  readonly namespace: string
  /** The words of the command, `rollout`, `status`. */
  readonly path: readonly string[]
  /** The arguments before the word. */
  readonly args: readonly string[]
  /** What stands there already. */
  readonly word: string
}

/** The kind that a word means; undefined for one that means nothing. */
export function* typeOf(word: string, session: Session): Run<ResourceType | undefined> {
  const types: Discovery = yield* discover(session)
  try {
    return yield* resourceTypeFor(types, word)
  } catch {
    return undefined
  }
}

/** The objects of a kind, by any of its words, in the namespace that is meant. */
export function* objectsOf(kind: string, { namespace, session }: Situation): Run<readonly ApiObject[]> {
  const type = yield* typeOf(kind, session)
  if (!type) return []
  const path = withQuery(pathOf(type, type.isNamespaced ? namespace : ''), { limit: '500' })
  const { code, body } = yield* exchange({ method: 'GET', path })
  return code === 200 ? itemsOf(body as ApiObject) : []
}

/** The names of a kind's objects. */
export function* namesOf(kind: string, situation: Situation): Run<readonly string[]> {
  return (yield* objectsOf(kind, situation)).map(({ metadata }) => metadata?.name ?? '')
}

/** `kind/name` for each object of a kind. */
export function* referencesOf(kind: string, situation: Situation): Run<readonly string[]> {
  return (yield* namesOf(kind, situation)).map(name => `${kind}/${name}`)
}

/** The object that the arguments name: `sts web`, `sts/web`, or a name alone that is one of `usual`. */
export function* objectNamed(situation: Situation, usual = ''): Run<ApiObject | undefined> {
  const { args } = situation
  const [first = '', second] = args
  const [kind = '', name] = first.includes('/') ? first.split('/') : usual === '' ? [first, second] : [usual, first]
  return (yield* objectsOf(kind, situation)).find(({ metadata }) => metadata?.name === name)
}

/** All kinds that can be named; behind a comma, the kinds that are meant besides. */
export function* kindsFor({ word, session }: Situation): Run<readonly string[]> {
  const types = yield* discover(session)
  const before = word.slice(0, word.lastIndexOf(',') + 1)
  const listed = types.filter(({ verbs }) => verbs.includes('list'))
  return [...new Set(listed.map(type => before + shortestName(type, listed)))].sort(compareText)
}

/** The plural, with its group where it would mean another kind without. */
function shortestName(type: ResourceType, all: readonly ResourceType[]): string {
  const first = all.find(({ resource }) => resource === type.resource)
  return first?.group === type.group ? type.resource : groupResourceOf(type)
}
