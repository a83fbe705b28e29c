import { compareText, isRecord } from '../../base'
import { discover } from '../discovery'
import { defaultPath, readKubeconfig } from '../kubeconfig'
import type { Run } from '../process'
import type { ApiObject } from '../resources'
import { sortPaths } from './fields'
import { kindsFor, namesOf, objectNamed, objectsOf, referencesOf, type Situation, typeOf } from './objects'

const formats = ['json', 'yaml', 'kyaml', 'name', 'wide', 'jsonpath=', 'custom-columns=', 'go-template=']

/** Values that flags of any command choose from. */
const fixed: Readonly<Record<string, readonly string[]>> = {
  output: formats,
  cascade: ['background', 'foreground', 'orphan'],
  'dry-run': ['none', 'client', 'server'],
  'image-pull-policy': ['Always', 'IfNotPresent', 'Never'],
  restart: ['Always', 'OnFailure', 'Never'],
  types: ['Normal', 'Warning'],
  validate: ['strict', 'warn', 'ignore'],
  protocol: ['TCP', 'UDP'],
  'session-affinity': ['None', 'ClientIP'],
}

/** The same where it depends on the command. */
const fixedFor: Readonly<Record<string, readonly string[]>> = {
  'patch type': ['strategic', 'merge', 'json'],
  'expose type': ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
  'explain output': ['plaintext', 'plaintext-openapiv2'],
  'api-resources sort-by': ['name', 'kind'],
  'wait for': ['condition=Ready', 'condition=Available', 'condition=', 'delete', 'create', 'jsonpath='],
}

/** Commands whose arguments name pods, and those that select among them without naming a kind. */
const ofPods = ['logs', 'exec', 'attach', 'debug', 'port-forward']

/** What the value of a flag could be. */
export function* flagValues(name: string, situation: Situation): Run<readonly string[]> {
  const [verb = ''] = situation.path
  const known = fixedFor[`${verb} ${name}`] ?? fixed[name]
  if (known) return known
  switch (name) {
    case 'namespace':
      return yield* namesOf('namespaces', situation)
    case 'container':
    case 'containers':
      return containersOf(yield* objectNamed(situation, ofPods.includes(verb) ? 'pods' : ''))
    case 'selector':
      return yield* selectors(situation)
    case 'field-selector':
      return yield* fieldSelectors(situation)
    case 'sort-by':
      return yield* sortPaths(situation)
    case 'subresource':
      return ((yield* typeOf(situation.args[0] ?? '', situation.session))?.subresources ?? []).filter(isReadable)
    case 'revision':
    case 'to-revision':
      return yield* revisions(situation)
    case 'for':
      return yield* references(situation)
    case 'api-group':
      return [...new Set((yield* discover(situation.session)).map(({ group }) => group))].sort(compareText)
    case 'context':
    case 'cluster':
    case 'user':
      return Object.keys((yield* readKubeconfig(defaultPath))[`${name}s`])
    default:
      return []
  }
}

function isReadable(subresource: string): boolean {
  return subresource === 'status' || subresource === 'scale' || subresource === 'resize'
}

/** The containers of a pod, or of the template of what makes pods. */
export function containersOf(object: ApiObject | undefined): readonly string[] {
  const spec = isRecord(object?.spec) ? object.spec : {}
  const template = isRecord(spec.template) && isRecord(spec.template.spec) ? spec.template.spec : spec
  const lists = [template.containers, template.initContainers, template.ephemeralContainers]
  return lists
    .flatMap(list => (Array.isArray(list) ? (list as { readonly name: string }[]) : []))
    .map(({ name }) => name)
}

/** `key=value` for each label that there is, behind what is already selected by. */
function* selectors(situation: Situation): Run<readonly string[]> {
  const { path, args, word } = situation
  const [verb = ''] = path
  const usual = ['cordon', 'drain', 'uncordon', 'taint'].includes(verb) ? 'nodes' : 'pods'
  const kind = ofPods.includes(verb) || args.length === 0 ? usual : (args[0] as string)
  const before = word.slice(0, word.lastIndexOf(',') + 1)
  const labels = (yield* objectsOf(kind, situation)).flatMap(({ metadata }) => Object.entries(metadata?.labels ?? {}))
  return [...new Set(labels.map(([key, value]) => `${before}${key}=${value}`))].sort(compareText)
}

const phases = ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'].map(phase => `status.phase=${phase}`)

function* fieldSelectors(situation: Situation): Run<readonly string[]> {
  const type = yield* typeOf(situation.args[0] ?? 'pods', situation.session)
  const names = (yield* namesOf(situation.args[0] ?? 'pods', situation)).map(name => `metadata.name=${name}`)
  if (type?.kind === 'Pod')
    return [...phases, ...(yield* namesOf('nodes', situation)).map(name => `spec.nodeName=${name}`), ...names]
  if (type?.kind !== 'Event') return names
  const events = ['involvedObject.kind=', 'involvedObject.name=', 'reason=', 'type=Normal', 'type=Warning']
  return [...events, ...names]
}

/** Numbers of the revisions that belong to the named workload. */
function* revisions(situation: Situation): Run<readonly string[]> {
  const owner = yield* objectNamed(situation)
  const isOwned = ({ metadata }: ApiObject) =>
    (metadata?.ownerReferences as readonly { readonly uid: string }[] | undefined)?.some(
      ({ uid }) => uid === owner?.metadata?.uid,
    ) ?? false
  const history = [
    ...(yield* objectsOf('controllerrevisions', situation)),
    ...(yield* objectsOf('replicasets', situation)),
  ].filter(isOwned)
  const numbers = history.map(
    ({ revision, metadata }) => revision ?? metadata?.annotations?.['deployment.kubernetes.io/revision'] ?? '',
  )
  return numbers.map(String).filter(text => text !== '')
}

/** `kind/name`, kind first. */
function* references(situation: Situation): Run<readonly string[]> {
  const slash = situation.word.indexOf('/')
  if (slash < 0) return (yield* kindsFor(situation)).map(kind => `${kind}/`)
  return yield* referencesOf(situation.word.slice(0, slash), situation)
}
