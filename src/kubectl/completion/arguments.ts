import { compareText } from '../../base'
import { defaultPath, type Kubeconfig, readKubeconfig } from '../kubeconfig'
import type { Run } from '../process'
import { explainPaths } from './fields'
import { containersOf } from './flag-values'
import { kindsFor, namesOf, objectNamed, referencesOf, type Situation } from './objects'

/** What a command's arguments name. */
type Subject = 'types' | 'pods' | 'nodes' | 'workloads'

const subjects: Readonly<Record<string, Subject>> = {
  attach: 'pods',
  cordon: 'nodes',
  cp: 'pods',
  debug: 'pods',
  drain: 'nodes',
  exec: 'pods',
  logs: 'pods',
  'port-forward': 'pods',
  rollout: 'workloads',
  scale: 'workloads',
  set: 'workloads',
  'top node': 'nodes',
  'top pod': 'pods',
  uncordon: 'nodes',
  annotate: 'types',
  'apply edit-last-applied': 'types',
  'apply view-last-applied': 'types',
  autoscale: 'workloads',
  delete: 'types',
  describe: 'types',
  edit: 'types',
  explain: 'types',
  expose: 'types',
  get: 'types',
  label: 'types',
  patch: 'types',
  taint: 'types',
  wait: 'types',
}
const workloads = ['deployments', 'replicasets', 'statefulsets']

/** Commands below `config` whose argument is the name of an entry. */
const configParts: Readonly<Record<string, keyof Pick<Kubeconfig, 'clusters' | 'contexts' | 'users'>>> = {
  'delete-cluster': 'clusters',
  'delete-context': 'contexts',
  'delete-user': 'users',
  'get-contexts': 'contexts',
  'rename-context': 'contexts',
  'set-cluster': 'clusters',
  'set-context': 'contexts',
  'set-credentials': 'users',
  'use-context': 'contexts',
}
const reviewedVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch', '*']

/** What the next argument of a command could be. */
export function* argumentsOf(situation: Situation): Run<readonly string[]> {
  const { path, args, word } = situation
  const [verb = '', second = ''] = path
  const part = verb === 'config' ? configParts[second] : undefined
  if (part) return Object.keys((yield* readKubeconfig(defaultPath))[part])
  if (path.join(' ') === 'auth can-i') return args.length === 0 ? reviewedVerbs : yield* kindsFor(situation)
  if (verb === 'explain' && word.includes('.')) return yield* explainPaths(situation)
  const changes = yield* changesOf(situation)
  if (changes) return changes
  const subject = subjects[path.join(' ')] ?? subjects[verb]
  if (!subject) return []
  const found = yield* named(subject, situation)
  return found.filter(each => !args.includes(each))
}

/** Keys of labels, taints and the like that the named object has, where changes come next; undefined elsewhere. */
function* changesOf(situation: Situation): Run<readonly string[] | undefined> {
  const { path, args } = situation
  const verb = path.join(' ')
  const hasObject = args.length >= ((args[0] ?? '').includes('/') ? 1 : 2)
  if (!hasObject || !['label', 'annotate', 'taint', 'set image'].includes(verb)) return undefined
  const object = yield* objectNamed(situation)
  if (verb === 'set image') return containersOf(object).map(name => `${name}=`)
  const { labels = {}, annotations = {} } = object?.metadata ?? {}
  const { taints = [] } = (object?.spec ?? {}) as { readonly taints?: readonly { readonly key: string }[] }
  if (verb === 'taint') return [...new Set(taints.map(({ key }) => `${key}-`))]
  return Object.keys(verb === 'label' ? labels : annotations)
    .flatMap(key => [`${key}=`, `${key}-`])
    .sort(compareText)
}

function* named(subject: Subject, situation: Situation): Run<readonly string[]> {
  const { args, word } = situation
  if (subject === 'nodes') return yield* namesOf('nodes', situation)
  const slash = word.indexOf('/')
  if (slash >= 0) return yield* referencesOf(word.slice(0, slash), situation)
  if (subject === 'pods') return args.length > 0 ? [] : yield* namesOf('pods', situation)
  if (args.length === 0) return subject === 'workloads' ? workloads : yield* kindsFor(situation)
  return yield* namesOf(args[0] as string, situation)
}
