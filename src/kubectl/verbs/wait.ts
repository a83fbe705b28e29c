import { isRecord } from '../../base'
import type { Time } from '../../kinds'
import type { Call, Command } from '../command'
import { printedKindOf } from '../discovery'
import { CommandError, isReason } from '../errors'
import { groups } from '../flags'
import { JsonPath, type Printer, printerFor, relaxedPath } from '../output'
import { now, print, type Run, sleep } from '../process'
import {
  type ApiObject,
  type Found,
  find,
  type Info,
  infosOf,
  namedLocally,
  objectNameOf,
  visit,
  without,
} from '../resources'
import { current, waitUntil } from './waiting'

const weekMs = 168 * 3_600_000
const pollMs = 500

/** `kubectl wait` (pkg/cmd/wait). */
export const wait: Command = {
  name: 'wait',
  usage:
    "([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]] [options]",
  short: 'Wait for a specific condition on one or many resources',
  flags: `
    --all bool
    -A --all-namespaces bool
    ${groups.fieldSelectorFlag}
    -f --filename stringSlice
    --for stringArray
    --local bool
    ${groups.printFlags}
    -R --recursive bool =true
    ${groups.selectorFlag}
    --timeout duration =30s
  `,
  *run(call) {
    const { flags } = call
    const printer = yield* printerFor(flags, 'condition met')
    const conditions = flags.list('for').map(conditionOf)
    if (conditions.length === 0) throw new CommandError('unrecognized condition: []')
    if (flags.bool('local') && flags.list('filename').length === 0) throw new CommandError(namedLocally)
    const timeoutMs = flags.duration('timeout') < 0 ? weekMs : flags.duration('timeout')
    const until = (yield* now()) + timeoutMs
    if (isFor(call, 'create')) yield* waitForCreation(call, until)
    yield* waitForAll(call, conditions, printer, until, timeoutMs === 0)
  },
}

/** What an object has to be; `undefined` stands for one that is gone. Throws for what can never be met. */
interface Condition {
  readonly kind: 'create' | 'delete' | 'condition' | 'jsonpath'
  isMet(object: ApiObject | undefined): boolean
}

function isFor({ flags }: Call, word: string): boolean {
  return flags.list('for').some(text => text.toLowerCase() === word)
}

function conditionOf(text: string): Condition {
  const word = text.toLowerCase()
  if (word === 'delete') return { kind: 'delete', isMet: object => object === undefined }
  if (word === 'create') return { kind: 'create', isMet: object => object !== undefined }
  if (text.startsWith('condition=')) {
    const [, name = '', value = 'true'] = /^([^=]*)(?:=([\s\S]*))?$/.exec(text.slice('condition='.length)) ?? []
    return { kind: 'condition', isMet: object => hasCondition(object, name, value) }
  }
  if (text.startsWith('jsonpath=')) return pathCondition(text.slice('jsonpath='.length))
  throw new CommandError(`unrecognized condition: ${JSON.stringify(text)}`)
}

interface StatusCondition {
  readonly type?: string
  readonly status?: string
  readonly observedGeneration?: number
}

function hasCondition(object: ApiObject | undefined, name: string, value: string): boolean {
  const status = isRecord(object?.status) ? object.status : {}
  const conditions = Array.isArray(status.conditions) ? (status.conditions as readonly StatusCondition[]) : []
  const found = conditions.find(({ type = '' }) => type.toLowerCase() === name.toLowerCase())
  if (!found) return false
  const { generation } = object?.metadata ?? {}
  const observed = found.observedGeneration ?? (status.observedGeneration as number | undefined)
  if (generation !== undefined && observed !== undefined && observed < generation) return false
  return found.status?.toLowerCase() === value.toLowerCase()
}

function pathCondition(text: string): Condition {
  const [path = '', given, ...more] = text
    .replaceAll('==', '\0')
    .split('=')
    .map(part => part.replaceAll('\0', '=='))
  if (more.length > 0)
    throw new CommandError(
      "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
    )
  const template = relaxedPath(path)
  const value = given?.replace(/^['"]+|['"]+$/g, '')
  if (given !== undefined && value === '')
    throw new CommandError(
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    )
  if (template === '') throw new CommandError('jsonpath expression cannot be empty')
  const finder = new JsonPath(template, true)
  return { kind: 'jsonpath', isMet: object => object !== undefined && isFound(finder, object, value) }
}

function isFound(finder: JsonPath, object: ApiObject, value: string | undefined): boolean {
  const [found = []] = finder.find(object)
  if (found.length === 0) return false
  if (found.length > 1) throw new CommandError('given jsonpath expression matches more than one value')
  const [only] = found
  if (value === undefined) return true
  if (isRecord(only) || Array.isArray(only))
    throw new CommandError('jsonpath leads to a nested object or list which is not supported')
  return String(only ?? '').trim() === value.trim()
}

function* findNow(call: Call): Run<Found> {
  const { flags, args } = call
  return yield* find(call, {
    words: args,
    files: flags.list('filename'),
    mayOmitNames: flags.bool('all'),
    labelSelector: flags.text('selector'),
    fieldSelector: flags.text('field-selector'),
    allNamespaces: flags.bool('all-namespaces'),
    latest: true,
    continues: true,
  })
}

function* waitForCreation(call: Call, until: Time): Run {
  for (;;) {
    const { infos, error } = yield* infosOf(yield* findNow(call))
    if (error !== undefined && !isReason(error, 'NotFound')) throw error
    if (error === undefined && infos.length > 0) return
    if ((yield* now()) + pollMs > until) {
      yield* sleep(Math.max(0, until - (yield* now())))
      throw new CommandError('timed out waiting for the condition')
    }
    yield* sleep(pollMs)
  }
}

function* waitForAll(
  call: Call,
  conditions: readonly Condition[],
  printer: Printer,
  until: Time,
  isOnce: boolean,
): Run {
  const found = yield* findNow(call)
  let count = 0
  const error = without(
    yield* caught(
      visit(found, function* (info): Run {
        count++
        for (const condition of conditions) yield* print(printer.print(yield* waitFor(info, condition, until, isOnce)))
      }),
    ),
    each => isFor(call, 'delete') && isReason(each, 'NotFound'),
  )
  if (error !== undefined) throw error
  if (count === 0 && !isFor(call, 'delete')) throw new CommandError('no matching resources found')
}

function* caught(run: Run): Run<unknown> {
  try {
    yield* run
    return undefined
  } catch (error) {
    return error
  }
}

/** Waits for one condition of one object; returns the object as it then is. Throws CommandError when it is too late. */
function* waitFor(info: Info, condition: Condition, until: Time, isOnce: boolean): Run<ApiObject> {
  const before = info.object ?? {}
  if (condition.kind === 'create') return before
  if (isOnce) {
    const present = yield* current(info)
    if (condition.isMet(present)) return present ?? before
    throw new CommandError(`condition not met for ${objectNameOf(info)}`)
  }
  const { uid } = before.metadata ?? {}
  const isMet = (object: ApiObject | undefined): boolean => {
    if (condition.kind === 'delete') return object === undefined || object.metadata?.uid !== uid
    if (object === undefined) throw new CommandError(`${printedKindOf(info.type)} "${info.name}" not found`)
    return condition.isMet(object)
  }
  return (yield* waitUntil(info, until, isMet)) ?? before
}
