import { isMet, StatusError } from '../../client'
import type { Call } from '../command'
import { pathOf, type ResourceType } from '../discovery'
import { CommandError, flattened, isReason, SeveralErrors, throwAll } from '../errors'
import { type Manifest, type ManifestOptions, manifestsOf } from '../manifests'
import type { Run } from '../process'
import { type Info, type ReadOptions, read, withObject } from './info'
import { type Named, named, type QueryOptions } from './query'
import { type ApiObject, sendForObject, withQuery } from './requests'

/** How the objects that a command line names are got at. */
export interface FindOptions extends QueryOptions {
  /** Go on with the others after an error, and report all errors at the end. */
  readonly continues?: boolean
  /** Read objects that are named; without it a command only knows where they are. */
  readonly reads?: boolean
  /** Read what files name anew from the API. */
  readonly latest?: boolean
  readonly readOptions?: ReadOptions
  /** Lists come as they are, as tables do; otherwise each object by itself. */
  readonly keepsLists?: boolean
  readonly manifests?: ManifestOptions
  readonly chunkSize?: number
}

/** What a command line names, ready to be visited. */
export interface Found {
  readonly named: Named
  /** Exactly one object was meant. */
  readonly isSingle: boolean
  readonly call: Call
  readonly namespace: string
  readonly options: FindOptions
}

/** Understands the words of a command line; throws for what is wrong with them. Nothing is read yet. */
export function* find(call: Call, options: FindOptions): Run<Found> {
  // What is wrong with the kubeconfig is said before anything is asked.
  const { namespace } = call
  const what = yield* named(call, options)
  const isSingle =
    what.by === 'name'
      ? what.objects.length === 1
      : what.by === 'file' && what.files.length === 1 && what.files[0] !== '-'
  return { named: what, isSingle, call, namespace, options }
}

/** What is done with an object: perhaps something that wants the world, perhaps not. */
export type Use = (info: Info) => Run | undefined

/** Calls `use` for each object, in order. Throws what went wrong, all of it where the command goes on after errors. */
export function* visit(found: Found, use: Use): Run {
  const errors: unknown[] = []
  const { named, options } = found
  const fail = (error: unknown): void => {
    if (!options.continues) throw error
    errors.push(error)
  }
  const guarded = function* (info: Info): Run {
    try {
      const run = use(info)
      if (run) yield* run
    } catch (error) {
      fail(error)
    }
  }
  try {
    if (named.by === 'selector') yield* visitCollections(found, named, guarded)
    else if (named.by === 'name') yield* visitNames(found, named, guarded, fail)
    else yield* visitFiles(found, named, guarded, fail)
  } catch (error) {
    if (!options.continues) throw error
    errors.push(error)
  }
  throwAll(errors)
}

/** All objects, and what went wrong on the way to them. */
export function* infosOf(found: Found): Run<{ readonly infos: readonly Info[]; readonly error: unknown }> {
  const infos: Info[] = []
  try {
    yield* visit(found, info => {
      infos.push(info)
      return undefined
    })
    return { infos, error: undefined }
  } catch (error) {
    return { infos, error }
  }
}

/** An error without those that `isIgnored`; undefined when nothing is left. */
export function without(error: unknown, isIgnored: (error: unknown) => boolean): unknown {
  if (error === undefined) return undefined
  const left = flattened(error).filter(each => !isIgnored(each))
  if (left.length === 0) return undefined
  return error instanceof SeveralErrors ? new SeveralErrors(left) : error
}

function* visitCollections(
  { namespace: usual, options }: Found,
  { types, labelSelector, fieldSelector }: Extract<Named, { by: 'selector' }>,
  use: (info: Info) => Run,
): Run {
  const errors: unknown[] = []
  const namespace = options.allNamespaces ? '' : usual
  for (const type of types) {
    try {
      yield* visitCollection(type, type.isNamespaced ? namespace : '', { labelSelector, fieldSelector }, options, use)
    } catch (error) {
      if (!options.continues) throw error
      errors.push(error)
    }
  }
  if (errors.length > 0) throw new SeveralErrors(errors)
}

function* visitCollection(
  type: ResourceType,
  namespace: string,
  selectors: { readonly labelSelector: string; readonly fieldSelector: string },
  options: FindOptions,
  use: (info: Info) => Run,
): Run {
  const { readOptions: { accept, parameters } = {}, chunkSize = 0 } = options
  let token = ''
  do {
    const query = { ...selectors, limit: chunkSize > 0 ? String(chunkSize) : '', continue: token, ...parameters }
    const path = withQuery(pathOf(type, namespace), query)
    const list = yield* listOrAdvice(type, path, accept, selectors)
    const info: Info = { type, namespace, name: '', object: list }
    if (options.keepsLists) yield* use(info)
    else for (const item of itemsOf(list)) yield* use(withObject(info, item))
    token = String((list.metadata as { continue?: string } | undefined)?.continue ?? '')
  } while (token !== '')
}

/** A list, or an error that says what was asked for (`EnhanceListError`). */
function* listOrAdvice(
  type: ResourceType,
  path: string,
  accept: string | undefined,
  { labelSelector, fieldSelector }: { readonly labelSelector: string; readonly fieldSelector: string },
): Run<ApiObject> {
  try {
    return yield* sendForObject({ method: 'GET', path, ...(accept !== undefined && { accept }) })
  } catch (error) {
    if (!(error instanceof StatusError) || !(isReason(error, 'BadRequest') || isReason(error, 'NotFound'))) throw error
    const resource = `"${type.group}/${type.version}, Resource=${type.resource}"`
    const asked =
      labelSelector === '' && fieldSelector === ''
        ? `list ${resource}`
        : `find ${resource} that match label selector ${JSON.stringify(labelSelector)}, field selector ${JSON.stringify(fieldSelector)}`
    throw new StatusError({ ...error.status, message: `Unable to ${asked}: ${error.message}` })
  }
}

/** The objects of a list, each with the kind that the list implies. */
export function itemsOf(list: ApiObject): readonly ApiObject[] {
  const { items, kind = '', apiVersion } = list
  if (!Array.isArray(items)) return [list]
  const itemKind = kind.replace(/List$/, '')
  return (items as ApiObject[]).map(item => ({ apiVersion, kind: itemKind, ...item }) as ApiObject)
}

function* visitNames(
  { namespace: usual, options }: Found,
  { objects }: Extract<Named, { by: 'name' }>,
  use: (info: Info) => Run,
  fail: (error: unknown) => void,
): Run {
  for (const { type, name } of objects) {
    const info: Info = {
      type,
      name,
      namespace: type.isNamespaced ? usual : '',
      ...(options.subresource && { subresource: options.subresource }),
    }
    try {
      if (name === '') throw new CommandError('resource name may not be empty')
      yield* use(options.reads === false ? info : yield* read(info, options.readOptions))
    } catch (error) {
      fail(error)
    }
  }
}

function* visitFiles(
  { call, options }: Found,
  { files, labels }: Extract<Named, { by: 'file' }>,
  use: (info: Info) => Run,
  fail: (error: unknown) => void,
): Run {
  const useManifest = function* (manifest: Manifest): Run {
    if (!labels.every(requirement => isMet(requirement, manifest.object.metadata?.labels))) return
    const isRead = options.latest && manifest.name !== ''
    yield* use(isRead ? yield* read(manifest, options.readOptions) : manifest)
  }
  yield* manifestsOf(call, files, options.manifests ?? {}, useManifest, fail)
}
