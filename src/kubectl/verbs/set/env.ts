import { compareText, isRecord } from '../../../base'
import type { Call, Command } from '../../command'
import { CommandError } from '../../errors'
import { groups } from '../../flags'
import { dryRunOf, printerFor } from '../../output'
import { print, type Run, readFile, warn } from '../../process'
import { type ApiObject, find, type Info, infosOf } from '../../resources'
import { envNameRule, isEnvName } from '../env-names'
import {
  type Container,
  changeAll,
  type EnvVar,
  infosToSet,
  matches,
  type PodSpec,
  setFlags,
  withPodSpec,
} from './pod-spec'

interface EnvChanges {
  readonly added: readonly EnvVar[]
  readonly removed: readonly string[]
}

/** `kubectl set env` (pkg/cmd/set/set_env.go). */
export const env: Command = {
  name: 'env',
  usage: 'RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N [options]',
  short: 'Update environment variables on a pod template',
  flags: `
    ${setFlags}
    -c --containers string =*
    -e --env stringArray
    --from string
    --keys stringSlice
    --list bool
    --overwrite bool =true
    --prefix string
    --resolve bool
    ${groups.selectorFlag}
  `,
  *run(call) {
    const { flags, args } = call
    if (flags.bool('all') && flags.text('selector') !== '')
      throw new CommandError('cannot set --all and --selector at the same time')
    const { resources, words } = split(args)
    const printer = yield* printerFor(flags, 'env updated')
    validate(call, resources)
    if (call.session.problem) throw call.session.problem
    const changes = yield* changesOf(call, [...flags.list('env'), ...words])
    const infos = yield* infosToSet(call, resources)
    for (const info of infos) yield* sayUnmatched(call, info)
    if (flags.bool('list')) {
      for (const info of infos) yield* list(call, info, changes)
      return
    }
    yield* changeAll(call, infos, printer, 'failed to patch env update to pod template: ', object =>
      withPodSpec(object, spec => withEnv(call, spec, changes)),
    )
  },
}

function isEnv(word: string): boolean {
  return word === '-' || /^[^/]*=/.test(word) || (word.endsWith('-') && word.length > 1 && !word.includes('/'))
}

function split(args: readonly string[]): { readonly resources: readonly string[]; readonly words: readonly string[] } {
  const first = args.findIndex(isEnv)
  if (first < 0) return { resources: args, words: [] }
  const words = args.slice(first)
  if (words.some(word => !isEnv(word)))
    throw new CommandError(`all resources must be specified before environment changes: ${args.join(' ')}`)
  return { resources: args.slice(0, first), words }
}

function validate({ flags }: Call, resources: readonly string[]): void {
  if (flags.bool('local') && dryRunOf(flags) === 'server')
    throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?')
  if (flags.list('filename').length === 0 && resources.length === 0)
    throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>')
  if (flags.bool('list') && flags.text('output') !== '')
    throw new CommandError('--list and --output may not be specified together')
  if (flags.list('keys').length > 0 && flags.text('from') === '')
    throw new CommandError('when specifying --keys, a configmap or secret must be provided with --from')
}

function* changesOf(call: Call, words: readonly string[]): Run<EnvChanges> {
  const added: EnvVar[] = []
  const removed: string[] = []
  const seen = new Set<string>()
  for (const word of words) {
    const at = word.indexOf('=')
    if (at >= 0) {
      const name = word.slice(0, at)
      if (!isEnvName(name)) throw new CommandError(`"${name}" is not a valid key name: ${envNameRule}`)
      added.push({ name, value: word.slice(at + 1) })
      seen.add(name)
    } else if (word === '-') added.push(...(yield* fromStdin()))
    else removed.push(word.slice(0, -1))
  }
  const both = removed.find(name => seen.has(name))
  if (both !== undefined)
    throw new CommandError(`can not both update and remove an environment variable in the same command`)
  const fromObjects = call.flags.text('from') === '' ? [] : yield* envFrom(call)
  const prefix = call.flags.text('prefix')
  return { added: [...added, ...fromObjects].map(each => ({ ...each, name: prefix + each.name })), removed }
}

function* fromStdin(): Run<readonly EnvVar[]> {
  const lines = ((yield* readFile('-')) ?? '').split('\n').map(line => line.trim())
  return lines
    .filter(line => line !== '' && !line.startsWith('#') && line.includes('='))
    .map(line => ({ name: line.slice(0, line.indexOf('=')), value: line.slice(line.indexOf('=') + 1) }))
}

/** Variables that refer to the keys of a config map or secret. */
function* envFrom(call: Call): Run<readonly EnvVar[]> {
  const { flags } = call
  const { infos, error } = yield* infosOf(yield* find(call, { words: [flags.text('from')], continues: true }))
  if (error !== undefined) throw error
  const keys = flags.list('keys')
  const result: EnvVar[] = []
  for (const { type, name, object } of infos) {
    if (type.kind !== 'ConfigMap' && type.kind !== 'Secret')
      throw new CommandError('unsupported resource specified in --from')
    const data = isRecord(object?.data) ? object.data : {}
    for (const key of Object.keys(data).sort(compareText)) {
      if (keys.length > 0 && !keys.includes(key)) continue
      const field = type.kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef'
      const upper = key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase()
      if (upper !== key) yield* warn(`key ${key} transferred to ${upper}`)
      result.push({ name: upper, valueFrom: { [field]: { key, name } } })
    }
  }
  return result
}

function specIn(object: ApiObject): PodSpec {
  let found: PodSpec = { containers: [] }
  withPodSpec(object, spec => {
    found = spec
    return spec
  })
  return found
}

function matching({ flags }: Call, object: ApiObject): readonly Container[] {
  const { containers, initContainers = [] } = specIn(object)
  return [...containers, ...initContainers].filter(({ name }) => matches(flags.text('containers'), name))
}

function* sayUnmatched(call: Call, { type, name, object = {} }: Info): Run {
  if (matching(call, object).length > 0) return
  yield* warn(`${type.kind}/${name} does not have any containers matching "${call.flags.text('containers')}"`)
}

function withEnv(call: Call, spec: PodSpec, changes: EnvChanges): PodSpec {
  const pattern = call.flags.text('containers')
  const changed = (container: Container): Container => {
    if (!matches(pattern, container.name)) return container
    if (!call.flags.bool('overwrite')) checkOverwrites(container, changes)
    const result = updated(container.env ?? [], changes)
    if (result.length > 0) return { ...container, env: result }
    const { env: _, ...others } = container
    return others as Container
  }
  const { containers, initContainers } = spec
  return {
    ...spec,
    containers: containers.map(changed),
    ...(initContainers && { initContainers: initContainers.map(changed) }),
  }
}

function checkOverwrites({ env: old = [] }: Container, { added }: EnvChanges): void {
  for (const { name } of added) {
    const there = old.find(each => each.name === name && each.valueFrom === undefined)
    if (there) throw new CommandError(`'${name}' already has a value (${there.value ?? ''}), and --overwrite is false`)
  }
}

/** Old variables in their places, with new values; then the new ones (`updateEnv`). */
function updated(old: readonly EnvVar[], { added, removed }: EnvChanges): readonly EnvVar[] {
  const covered = new Set(removed)
  const result: EnvVar[] = []
  for (const each of old) {
    if (covered.has(each.name)) continue
    const newer = added.find(({ name }) => name === each.name)
    if (newer) covered.add(each.name)
    result.push(newer ?? each)
  }
  for (const each of added) {
    if (covered.has(each.name)) continue
    covered.add(each.name)
    result.push(each)
  }
  return result
}

function* list(call: Call, { type, name, object = {} }: Info, changes: EnvChanges): Run {
  for (const container of matching(call, object)) {
    const lines = updated(container.env ?? [], changes).map(lineOf)
    yield* print([`# ${type.kind} ${name}, container ${container.name}`, ...lines].map(line => `${line}\n`).join(''))
  }
}

function lineOf({ name, value = '', valueFrom }: EnvVar): string {
  if (!isRecord(valueFrom)) return `${name}=${value}`
  return `# ${name} from ${sourceOf(valueFrom)}`
}

function sourceOf({
  configMapKeyRef,
  secretKeyRef,
  fieldRef,
  resourceFieldRef,
}: Readonly<Record<string, unknown>>): string {
  if (isRecord(configMapKeyRef)) return `configmap ${configMapKeyRef.name}, key ${configMapKeyRef.key}`
  if (isRecord(secretKeyRef)) return `secret ${secretKeyRef.name}, key ${secretKeyRef.key}`
  if (isRecord(fieldRef)) return `field path ${fieldRef.fieldPath}`
  if (isRecord(resourceFieldRef)) {
    const { containerName, resource } = resourceFieldRef
    return `resource field ${containerName ? `${containerName}.` : ''}${resource}`
  }
  return 'invalid valueFrom'
}
