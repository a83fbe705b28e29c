import { base64OfText } from '../../../base'
import { parseLabelSelector, type Requirement } from '../../../client'
import type { Command } from '../../command'
import { CommandError, messageOf } from '../../errors'
import type { Run } from '../../process'
import type { ApiObject } from '../../resources'
import { amountsIn } from '../set'
import { dataOf, withHash } from './data'
import { type Generator, generatorCommand } from './generating'
import { refused } from './refused'
import { service } from './service'
import { token } from './token'
import { deployment, job } from './workloads'

const sourceFlags = `
  --append-hash bool
  --from-env-file stringSlice
  --from-file stringSlice
  --from-literal stringArray
`

const configMap: Generator = {
  name: 'configmap',
  aliases: ['cm'],
  usage: 'NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  short: 'Create a config map from a local file, directory or literal value',
  flags: sourceFlags,
  failure: 'configmap',
  *gather({ flags }, name): Run<ApiObject> {
    const data = yield* dataOf(flags, 'ConfigMap', name)
    const content = { kind: 'ConfigMap', data: Object.fromEntries(data) }
    return {
      apiVersion: 'v1',
      ...(data.size > 0 && { data: Object.fromEntries(data) }),
      kind: 'ConfigMap',
      metadata: { name: flags.bool('append-hash') ? withHash(name, content) : name },
    }
  },
}

const secretGeneric: Generator = {
  name: 'generic',
  usage: 'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  short: 'Create a secret from a local file, directory, or literal value',
  flags: `${sourceFlags}\n--type string`,
  failure: 'secret',
  hasNoColon: true,
  *gather({ flags }, name): Run<ApiObject> {
    const data = yield* dataOf(flags, 'Secret', name)
    const type = flags.text('type')
    const encoded = Object.fromEntries([...data].map(([key, text]) => [key, base64OfText(text)]))
    const content = { kind: 'Secret', type, data: encoded }
    return {
      apiVersion: 'v1',
      ...(data.size > 0 && { data: encoded }),
      kind: 'Secret',
      metadata: { name: flags.bool('append-hash') ? withHash(name, content) : name },
      ...(type !== '' && { type }),
    }
  },
}

const namespace: Generator = {
  name: 'namespace',
  aliases: ['ns'],
  usage: 'NAME [--dry-run=server|client|none]',
  short: 'Create a namespace with the specified name',
  failure: '',
  make: (_, name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name }, spec: {}, status: {} }),
}

const serviceAccount: Generator = {
  name: 'serviceaccount',
  aliases: ['sa'],
  usage: 'NAME [--dry-run=server|client|none]',
  short: 'Create a service account with the specified name',
  failure: 'serviceaccount',
  make: (_, name) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } }),
}

const priorityClass: Generator = {
  name: 'priorityclass',
  aliases: ['pc'],
  usage: 'NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none]',
  short: 'Create a priority class with the specified name',
  flags: `
    --description string
    --global-default bool
    --preemption-policy string =PreemptLowerPriority
    --value int32
  `,
  failure: 'priorityclass',
  make: ({ flags }, name) => ({
    apiVersion: 'scheduling.k8s.io/v1',
    ...(flags.text('description') !== '' && { description: flags.text('description') }),
    ...(flags.bool('global-default') && { globalDefault: true }),
    kind: 'PriorityClass',
    metadata: { name },
    preemptionPolicy: flags.text('preemption-policy'),
    value: flags.number('value'),
  }),
}

const budget: Generator = {
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  usage: 'NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]',
  short: 'Create a pod disruption budget with the specified name',
  flags: `
    --max-unavailable string
    --min-available string
    --selector string
  `,
  failure: 'poddisruptionbudgets',
  make: ({ flags }, name) => {
    const [minAvailable, maxUnavailable] = [flags.text('min-available'), flags.text('max-unavailable')]
    checkBudget(flags.text('selector'), minAvailable, maxUnavailable)
    const amount = (text: string) => (text.endsWith('%') ? text : Number(text))
    return {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name },
      spec: {
        ...(minAvailable !== '' ? { minAvailable: amount(minAvailable) } : { maxUnavailable: amount(maxUnavailable) }),
        selector: selectorOf(flags.text('selector')),
      },
      status: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
    }
  },
}

const expressionWords = { in: 'In', notin: 'NotIn', '!=': 'NotIn', exists: 'Exists', '!': 'DoesNotExist' } as const

/** A selector of a command line as objects have it (`metav1.ParseToLabelSelector`). Throws CommandError. */
function selectorOf(text: string): object {
  let requirements: readonly Requirement[]
  try {
    requirements = parseLabelSelector(text)
  } catch (error) {
    throw new CommandError(`couldn't parse the selector string ${JSON.stringify(text)}: ${messageOf(error)}`)
  }
  const isEqual = ({ operator }: Requirement) => operator === '=' || operator === '=='
  const expressions = requirements
    .filter(each => !isEqual(each))
    .map(({ key, operator, values }) => {
      if (operator === '<' || operator === '>' || operator === '=' || operator === '==')
        throw new CommandError(`${JSON.stringify(operator)} isn't supported in label selectors`)
      return { key, operator: expressionWords[operator], ...(values.length > 0 && { values }) }
    })
  const labels = requirements.filter(isEqual).map(({ key, values: [value] }) => [key, value])
  return {
    ...(labels.length > 0 && { matchLabels: Object.fromEntries(labels) }),
    ...(expressions.length > 0 && { matchExpressions: expressions }),
  }
}

const quota: Generator = {
  name: 'quota',
  aliases: ['resourcequota'],
  usage: 'NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]',
  short: 'Create a quota with the specified name',
  flags: `
    --hard string
    --scopes string
  `,
  failure: 'quota',
  make: ({ flags }, name) => {
    const hard = amountsIn(flags.text('hard'))
    const scopes = flags.text('scopes') === '' ? [] : flags.text('scopes').split(',')
    if (scopes.includes('')) throw new CommandError(`invalid resource quota scope ${JSON.stringify('')}`)
    return {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name },
      spec: { ...(Object.keys(hard).length > 0 && { hard }), ...(scopes.length > 0 && { scopes }) },
      status: {},
    }
  },
}

function checkBudget(selector: string, minAvailable: string, maxUnavailable: string): void {
  if (selector === '') throw new CommandError('a selector must be specified')
  if (minAvailable === '' && maxUnavailable === '')
    throw new CommandError('one of min-available or max-unavailable must be specified')
  if (minAvailable !== '' && maxUnavailable !== '')
    throw new CommandError('min-available and max-unavailable cannot be both specified')
  const form = /^[0-9]+%?$/
  if (minAvailable !== '' && !form.test(minAvailable))
    throw new CommandError('invalid format specified for min-available')
  if (maxUnavailable !== '' && !form.test(maxUnavailable))
    throw new CommandError('invalid format specified for max-unavailable')
}

const secret: Command = {
  name: 'secret',
  usage: '(docker-registry | generic | tls)',
  short: 'Create a secret using a specified subcommand',
  commands: [
    refused('docker-registry', 'Create a secret for use with a Docker registry'),
    generatorCommand(secretGeneric),
    refused('tls', 'Create a TLS secret'),
  ],
}

/** The words below `create`. */
export const generators: readonly Command[] = [
  refused('clusterrole', 'Create a cluster role'),
  refused('clusterrolebinding', 'Create a cluster role binding for a particular cluster role'),
  generatorCommand(configMap),
  refused('cronjob', 'Create a cron job with the specified name', ['cj']),
  generatorCommand(deployment),
  refused('ingress', 'Create an ingress with the specified name', ['ing']),
  generatorCommand(job),
  generatorCommand(namespace),
  generatorCommand(budget),
  generatorCommand(priorityClass),
  generatorCommand(quota),
  refused('role', 'Create a role with single rule'),
  refused('rolebinding', 'Create a role binding for a particular role or cluster role'),
  secret,
  service,
  generatorCommand(serviceAccount),
  token,
]
