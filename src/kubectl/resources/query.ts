import { parseLabelSelector, type Requirement } from '../../client'
import type { Call } from '../command'
import { type Discovery, discover, type ResourceType, resourceTypeFor, withoutCategories } from '../discovery'
import { CommandError, messageOf, throwAll } from '../errors'
import { type Run, readFile } from '../process'

/** How a command lets people name objects (cli-runtime's `resource.Builder`). */
export interface QueryOptions {
  /** The words after the flags. */
  readonly words: readonly string[]
  /** Whether a kind alone means all of its objects. */
  readonly mayOmitNames?: boolean
  readonly all?: boolean
  readonly allNamespaces?: boolean
  readonly labelSelector?: string
  readonly fieldSelector?: string
  readonly subresource?: string
  readonly mustBeOneType?: boolean
  /** Values of `-f`; `usesFiles` where there are any. */
  readonly files?: readonly string[]
}

/** What a command line names: collections by selector, or objects by name. */
export type Named =
  | {
      readonly by: 'selector'
      readonly types: readonly ResourceType[]
      readonly labelSelector: string
      readonly fieldSelector: string
    }
  | { readonly by: 'name'; readonly objects: readonly NamedObject[] }
  | { readonly by: 'file'; readonly files: readonly string[]; readonly labels: readonly Requirement[] }

export interface NamedObject {
  readonly type: ResourceType
  readonly name: string
}

const nothingNamed = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`

/** What is said to somebody who names objects of the cluster and wants it not to be asked (`LocalResourceError`). */
export const namedLocally = `you must specify resources by --filename when --local is set.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'`

interface Words {
  readonly types: readonly string[]
  readonly names: readonly string[]
  readonly pairs: readonly (readonly [type: string, name: string])[]
  readonly isEverything: boolean
}

/** Understands what a command line names. Throws CommandError with the words of cli-runtime's builder. */
export function* named(call: Call, options: QueryOptions): Run<Named> {
  const errors: unknown[] = []
  const labelSelector = options.labelSelector?.trim() ?? ''
  const fieldSelector = options.fieldSelector?.trim() ?? ''
  const { files = [] } = options
  if (options.all && (labelSelector !== '' || fieldSelector !== ''))
    errors.push(new CommandError("setting 'all' parameter but found a non empty selector. "))
  const discovery = files.length > 0 && options.words.length === 0 ? [] : yield* discover(call.session)
  const words = split(options.words, discovery, errors, options.mayOmitNames === true && labelSelector === '')
  throwAll(errors)
  if (files.length > 0) {
    yield* checkFiles(files)
    return ofFiles(files, words, labelSelector)
  }
  if (options.all || labelSelector !== '' || fieldSelector !== '' || words.isEverything)
    return yield* bySelector(discovery, words, options, labelSelector, fieldSelector)
  if (words.pairs.length > 0) return yield* byPairs(discovery, words, options, call.namespace)
  if (words.names.length > 0) return yield* byName(discovery, words, options)
  if (words.types.length === 0) throw new CommandError(nothingNamed)
  for (const type of words.types) yield* resourceTypeFor(discovery, type)
  throw new CommandError('resource(s) were provided, but no name was specified')
}

/** Throws CommandError for files that are not there. */
function* checkFiles(files: readonly string[]): Run {
  const errors: unknown[] = []
  for (const file of files)
    if (file !== '-' && !/^https?:\/\//.test(file) && (yield* readFile(file)) === undefined)
      errors.push(new CommandError(`the path "${file}" does not exist`))
  throwAll(errors)
}

function ofFiles(files: readonly string[], { types, names, pairs }: Words, labelSelector: string): Named {
  if (types.length > 0)
    throw new CommandError(
      'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
    )
  if (names.length > 0) throw new CommandError('name cannot be provided when a path is specified')
  if (pairs.length > 0) throw new CommandError('resource/name arguments cannot be provided when a path is specified')
  return { by: 'file', files, labels: requirementsOf(labelSelector) }
}

/** What the labels of manifests must be. Throws CommandError. */
function requirementsOf(labelSelector: string): readonly Requirement[] {
  try {
    return parseLabelSelector(labelSelector)
  } catch (error) {
    throw new CommandError(`the provided selector ${JSON.stringify(labelSelector)} is not valid: ${messageOf(error)}`)
  }
}

function split(words: readonly string[], discovery: Discovery, errors: unknown[], meansEverything: boolean): Words {
  const nothing: Words = { types: [], names: [], pairs: [], isEverything: false }
  const all = crossed(words)
  const slashes = all.filter(word => word.includes('/')).length
  if (slashes > 0 && slashes < all.length) {
    errors.push(
      new CommandError(
        "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
      ),
    )
    return nothing
  }
  if (slashes > 0) return { ...nothing, pairs: pairsOf(all, errors) }
  const [first, ...names] = all
  if (first === undefined) return nothing
  const types = [...new Set(withoutCategories(discovery, first))]
  return { ...nothing, types, names, isEverything: names.length === 0 && meansEverything }
}

/** `sts,po web-0` means `sts/web-0 po/web-0`. */
function crossed(words: readonly string[]): readonly string[] {
  const [first = '', ...names] = words
  const types = [...new Set(first.split(','))]
  if (names.length === 0 || types.length < 2) return words
  return types.flatMap(type => names.map(name => `${type}/${name}`))
}

function pairsOf(words: readonly string[], errors: unknown[]): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = []
  for (const word of words) {
    const parts = word.split('/')
    const [type = '', name = ''] = parts
    if (parts.length > 2)
      errors.push(new CommandError('arguments in resource/name form may not have more than one slash'))
    else if (type === '' || name === '' || type.includes(','))
      errors.push(new CommandError('arguments in resource/name form must have a single resource and name'))
    else pairs.push([type, name])
    if (errors.length > 0) return []
  }
  return pairs
}

function* bySelector(
  discovery: Discovery,
  words: Words,
  options: QueryOptions,
  labelSelector: string,
  fieldSelector: string,
): Run<Named> {
  if (words.names.length > 0) throw new CommandError('name cannot be provided when a selector is specified')
  if (words.pairs.length > 0)
    throw new CommandError('selectors and the all flag cannot be used when passing resource/name arguments')
  if (words.types.length === 0) throw new CommandError('at least one resource must be specified to use a selector')
  if (options.subresource) throw new CommandError('subresource cannot be used when bulk resources are specified')
  return { by: 'selector', types: yield* typesOf(discovery, words.types, options), labelSelector, fieldSelector }
}

function* typesOf(
  discovery: Discovery,
  words: readonly string[],
  { mustBeOneType }: QueryOptions,
): Run<readonly ResourceType[]> {
  if (words.length > 1 && mustBeOneType) throw new CommandError('you may only specify a single resource type')
  const types = new Set<ResourceType>()
  for (const word of words) types.add(yield* resourceTypeFor(discovery, word))
  return [...types]
}

function* byPairs(discovery: Discovery, { pairs }: Words, options: QueryOptions, namespace: string): Run<Named> {
  const objects: NamedObject[] = []
  for (const [word, name] of pairs) objects.push({ type: yield* resourceTypeFor(discovery, word), name })
  if (options.mustBeOneType && new Set(objects.map(({ type }) => type)).size > 1)
    throw new CommandError('you may only specify a single resource type')
  checkNamespaces(objects, options, namespace)
  return { by: 'name', objects }
}

function* byName(discovery: Discovery, { types, names }: Words, options: QueryOptions): Run<Named> {
  if (types.length > 1) throw new CommandError('you must specify only one resource')
  const [type] = yield* typesOf(discovery, types, options)
  const objects = names.map(name => ({ type: type as ResourceType, name }))
  checkNamespaces(objects, options, 'default')
  return { by: 'name', objects }
}

function checkNamespaces(objects: readonly NamedObject[], { allNamespaces }: QueryOptions, namespace: string): void {
  if (!objects.some(({ type }) => type.isNamespaced)) return
  if (allNamespaces) throw new CommandError('a resource cannot be retrieved by name across all namespaces')
  if (namespace === '') throw new CommandError('namespace may not be empty when retrieving a resource by name')
}
