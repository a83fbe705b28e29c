import { type Discoverable, verbsOf, viewsOf } from '../discovery'
import { type Naming, namingOf, oneOf } from './group'
import type { Json } from './names'
import { operation, pathItem } from './operations'
import { nameParameter, parameters, queries } from './parameters'
import { subresourcePaths } from './subresource-paths'
import { deleteOptionsName, patchName, patchTypes, statusName, watchEventName } from './well-known'

/** Paths of a document, each with its operations. */
export type Paths = Record<string, Json>

/** Every path that a resource answers to. */
export function pathsOf(resource: Discoverable): Paths {
  const naming = namingOf(resource)
  const { root } = naming
  const { plural, namespaced } = resource
  const verbs = new Set(verbsOf(resource))
  const base = namespaced ? `${root}/namespaces/{namespace}/${plural}` : `${root}/${plural}`
  const item = `${base}/{name}`
  const paths: Paths = { [base]: collectionPath(resource, naming, verbs) }
  if (verbs.has('get')) paths[item] = itemPath(resource, naming, verbs)
  if (namespaced && verbs.has('list')) paths[`${root}/${plural}`] = everywherePath(resource, naming)
  for (const view of viewsOf(resource)) Object.assign(paths, subresourcePaths(resource, naming, view, item))
  return verbs.has('watch') ? { ...paths, ...watchPaths(resource, naming) } : paths
}

type Verbs = ReadonlySet<string>

function collectionPath(resource: Discoverable, naming: Naming, verbs: Verbs): Json {
  const { kind, namespaced } = resource
  const { idPrefix, scope, definition } = naming
  const basics = { tag: naming.tag, about: aboutOf(resource) }
  const operations = {
    ...(verbs.has('list') && { get: listOperation(resource, naming, queries.list, '') }),
    post: operation({
      ...basics,
      action: 'post',
      description: `create ${oneOf(kind)}`,
      id: `create${idPrefix}${scope}${kind}`,
      query: queries.write,
      body: definition,
      answer: definition,
      codes: ['200', '201', '202'],
    }),
    ...(verbs.has('deletecollection') && {
      delete: operation({
        ...basics,
        action: 'deletecollection',
        description: `delete collection of ${kind}`,
        id: `delete${idPrefix}Collection${scope}${kind}`,
        query: queries.deletecollection,
        body: deleteOptionsName,
        isBodyOptional: true,
        answer: statusName,
      }),
    }),
  }
  return pathItem(operations, parameters(namespaced ? ['namespace', 'pretty'] : ['pretty']))
}

function itemPath(resource: Discoverable, naming: Naming, verbs: Verbs): Json {
  const { kind, namespaced } = resource
  const { idPrefix, scope, definition } = naming
  const basics = { tag: naming.tag, about: aboutOf(resource), answer: definition }
  const name = `${idPrefix}${scope}${kind}`
  const operations = {
    get: operation({
      ...basics,
      action: 'get',
      description: `read the specified ${kind}`,
      id: `read${name}`,
      query: [],
    }),
    ...(verbs.has('update') && { put: putOperation(basics, kind, name) }),
    ...(verbs.has('delete') && {
      delete: deleteOperation({ ...basics, answer: deletedName(resource, naming) }, kind, name),
    }),
    ...(verbs.has('patch') && { patch: patchOperation(basics, kind, name) }),
  }
  return pathItem(operations, [nameParameter(kind), ...parameters(namespaced ? ['namespace', 'pretty'] : ['pretty'])])
}

type Basics = { readonly tag: string; readonly about: ReturnType<typeof aboutOf>; readonly answer: string }

function putOperation(basics: Basics, kind: string, name: string): Json {
  return operation({
    ...basics,
    action: 'put',
    description: `replace the specified ${kind}`,
    id: `replace${name}`,
    query: queries.write,
    body: basics.answer,
    codes: ['200', '201'],
  })
}

function deleteOperation(basics: Basics, kind: string, name: string): Json {
  return operation({
    ...basics,
    action: 'delete',
    description: `delete ${oneOf(kind)}`,
    id: `delete${name}`,
    query: queries.delete,
    body: deleteOptionsName,
    isBodyOptional: true,
    codes: ['200', '202'],
  })
}

function patchOperation(basics: Basics, kind: string, name: string): Json {
  return operation({
    ...basics,
    action: 'patch',
    description: `partially update the specified ${kind}`,
    id: `patch${name}`,
    query: queries.patch,
    body: patchName,
    bodyTypes: patchTypes,
    codes: ['200', '201'],
  })
}

/** What a DELETE answers with. */
function deletedName({ answersWithDeleted }: Discoverable, { definition }: Naming): string {
  return answersWithDeleted ? definition : statusName
}

function everywherePath(resource: Discoverable, naming: Naming): Json {
  const get = listOperation(resource, { ...naming, scope: '' }, queries.list, 'ForAllNamespaces')
  return pathItem({ get }, parameters(['pretty']))
}

function listOperation(resource: Discoverable, naming: Naming, query: readonly string[], idEnd: string): Json {
  const { kind } = resource
  const { idPrefix, scope, definition, tag } = naming
  return operation({
    tag,
    about: aboutOf(resource),
    action: 'list',
    description: `list or watch objects of kind ${kind}`,
    id: `list${idPrefix}${scope}${kind}${idEnd}`,
    query,
    answer: `${definition}List`,
    canStream: true,
  })
}

/** The old way to ask for a watch. */
function watchPaths(resource: Discoverable, naming: Naming): Paths {
  const { kind, plural, namespaced } = resource
  const { root, idPrefix, scope, tag } = naming
  const entry = (action: string, id: string, inPath: readonly Json[]) => {
    const get = operation({
      tag,
      about: aboutOf(resource),
      action,
      description: 'deprecated: use the "watch" parameter with a list operation instead',
      id: `watch${idPrefix}${id}`,
      query: queries.list,
      answer: watchEventName,
      canStream: true,
    })
    return pathItem({ get }, [...inPath, ...parameters(['pretty'])])
  }
  const inNamespace = namespaced ? parameters(['namespace']) : []
  const base = namespaced ? `${root}/watch/namespaces/{namespace}/${plural}` : `${root}/watch/${plural}`
  return {
    [base]: entry('watchlist', `${scope}${kind}List`, inNamespace),
    [`${base}/{name}`]: entry('watch', `${scope}${kind}`, [nameParameter(kind), ...inNamespace]),
    ...(namespaced && { [`${root}/watch/${plural}`]: entry('watchlist', `${kind}ListForAllNamespaces`, []) }),
  }
}

function aboutOf({ group, version, kind }: Discoverable) {
  return { group, version, kind }
}
