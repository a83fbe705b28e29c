import { CommandError } from '../errors'
import { type Run, warn } from '../process'
import type { Discovery, ResourceType } from './discovery'

/**
 * The kind that a word means: plural, singular, short name or kind, with or without version and group (`statefulsets.v1.apps`). Throws
 * kubectl's words for one that the server does not have.
 */
export function* resourceTypeFor(discovery: Discovery, word: string): Run<ResourceType> {
  const [first = '', ...others] = word.split('.')
  const group = others.join('.')
  if (others.length >= 2) {
    const [version, ...groupWords] = others
    const exact = discovery.filter(type => type.version === version)
    const type = byName(exact, first, groupWords.join('.')) ?? (yield* byShortName(exact, first, groupWords.join('.')))
    if (type) return type
  }
  const type =
    byName(discovery, first, group) ?? (yield* byShortName(discovery, first, group)) ?? byKind(discovery, first, group)
  if (type) return type
  const place = group === '' ? '' : ` in group "${group}"`
  throw new CommandError(`the server doesn't have a resource type "${first}"${place}`)
}

function isOfGroup(type: ResourceType, group: string): boolean {
  return group === '' || type.group === group
}

function byName(discovery: Discovery, word: string, group: string): ResourceType | undefined {
  const name = word.toLowerCase()
  const named = discovery.filter(({ resource, singular }) => resource === name || singular === name)
  return named.find(type => isOfGroup(type, group)) ?? named.find(type => group !== '' && type.group.startsWith(group))
}

function byKind(discovery: Discovery, word: string, group: string): ResourceType | undefined {
  return discovery.find(type => type.kind === word && isOfGroup(type, group))
}

/** Says when a short name could mean several (restmapper's shortcut expander). */
function* byShortName(discovery: Discovery, word: string, group: string): Run<ResourceType | undefined> {
  const all = discovery.filter(type => type.shortNames.includes(word) && type.group.startsWith(group))
  const [first, ...others] = all
  const other = others.find(type => type.resource !== first?.resource || type.group !== first?.group)
  if (first && other)
    yield* warn(
      `short name ${JSON.stringify(word)} could also match lower priority resource ${other.resource}.${other.group}`,
    )
  return first
}

/** The words of a comma list, with categories such as `all` replaced by their kinds. */
export function withoutCategories(discovery: Discovery, list: string): readonly string[] {
  return list.split(',').flatMap(word => {
    const members = discovery.filter(type => type.categories.includes(word))
    if (members.length === 0) return [word]
    return members.map(({ resource, group }) => (group === '' ? resource : `${resource}.${group}`))
  })
}

/** The kind of a manifest. */
export function typeOfManifest(
  discovery: Discovery,
  group: string,
  version: string,
  kind: string,
): ResourceType | undefined {
  return discovery.find(type => type.group === group && type.version === version && type.kind === kind)
}
