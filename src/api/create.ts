import { altered } from '../base'
import { type KubernetesObject, type ObjectMeta, timestamp } from '../kinds'
import { chanceSuffix, chanceUUID } from '../sim'
import { admitCreate } from './admission'
import { type ApiContext, type Caller, rulesContext, store } from './context'
import { alreadyExists, badRequest, forbidden, internal, invalid } from './errors'
import { withoutEmpty } from './metadata'
import { withFirstOwner } from './owned-fields'
import { type Resource, type RuleContext, storedAs, tableNameOf } from './resources'
import { validateMetadata } from './resources/metadata'

const closingText = 'create not allowed while custom resource definition is terminating'

/** Creates an object from a decoded body. Order of steps as in apiserver `registry/generic/registry/store.go` Create. */
export function createObject(
  context: ApiContext,
  caller: Caller,
  resource: Resource,
  body: KubernetesObject,
  namespace: string | undefined,
): KubernetesObject {
  const metadata: Partial<ObjectMeta> = body.metadata ?? {}
  if (resource.namespaced && metadata.namespace && metadata.namespace !== namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request')
  if (resource.isClosing) throw forbidden(resource, metadata.name ?? '', closingText)
  const rules = rulesContext(context, caller)
  let object = resource.defaults(withIdentity(context, resource, body, namespace))
  object = withFirstOwner(context, caller, resource, object)
  object = admitted(object, resource, rules)
  if (resource.prepareForCreate) object = resource.prepareForCreate(object, rules)
  const errors = [...validateMetadata(object, resource), ...resource.validate(object)]
  if (errors.length > 0) throw invalid(resource, metadata.name ?? '', errors, caller.emptied)
  if (Number(metadata.resourceVersion) > 0 && !caller.isDryRun)
    throw internal('resourceVersion should not be set on objects to be created')
  const { name } = object.metadata
  const known = rules.view.get(tableNameOf(resource), name, object.metadata.namespace) as KubernetesObject | undefined
  if (known) throw alreadyExists(resource, known)
  return store(context, caller, 'create', object)
}

/** Admission comes before a name is made up: its refusals show the prefix only. */
function admitted(object: KubernetesObject, resource: Resource, rules: RuleContext): KubernetesObject {
  const { name, generateName } = object.metadata
  if (!generateName || !name.startsWith(generateName)) return admitCreate(object, resource, rules)
  const unnamed = { ...object, metadata: altered(object.metadata, { name: generateName }) }
  const admittedObject = admitCreate(unnamed, resource, rules)
  return { ...admittedObject, metadata: altered(admittedObject.metadata, { name }) }
}

/** What a writer may say of metadata, and what was once part of it. */
type GivenMetadata = Partial<ObjectMeta> & { readonly selfLink?: string }

/** Gives a new object what only the server decides: name, uid, creation time, first generation. */
function withIdentity(
  context: ApiContext,
  resource: Resource,
  body: KubernetesObject,
  namespace: string | undefined,
): KubernetesObject {
  const { store: objects, clock, seed } = context
  const given: GivenMetadata = body.metadata ?? {}
  const name = given.name || (given.generateName ? freeName(context, resource, given.generateName, namespace) : '')
  const {
    resourceVersion: _1,
    deletionTimestamp: _2,
    deletionGracePeriodSeconds: _3,
    generation,
    namespace: _4,
    selfLink: _5,
    ...kept
  } = given
  const metadata: ObjectMeta = altered(withoutEmpty(kept), {
    name,
    ...(resource.namespaced && namespace && { namespace }),
    uid: chanceUUID(seed, 'uid', resource.kind, namespace ?? '', name, objects.revision),
    resourceVersion: '',
    ...(resource.hasGeneration ? { generation: 1 } : generation !== undefined && { generation }),
    creationTimestamp: timestamp(clock()),
  })
  const { group, version } = storedAs(resource)
  const apiVersion = group ? `${group}/${version}` : version
  return altered(body, { apiVersion, kind: resource.kind, metadata })
}

/** How often a name is drawn before the server gives up and says that it is taken (RetryGenerateName). */
const drawsMost = 8

/** `generateName` with a suffix that nobody has. Keyed by the revision, for every object that is stored makes a new one. */
function freeName(context: ApiContext, resource: Resource, prefix: string, namespace: string | undefined): string {
  const view = context.store.at()
  let name = ''
  for (let draw = 0; draw < drawsMost; draw++) {
    name = `${prefix}${chanceSuffix(context.seed, 'name', resource.kind, prefix, view.revision, draw)}`
    if (!view.get(tableNameOf(resource), name, namespace)) return name
  }
  return name
}
