import type { Call, Command } from '../../command'
import { CommandError, isReason, messageOf, usageError } from '../../errors'
import { type FlagValues, groups } from '../../flags'
import { now, print, printError, type Run, waitForChange } from '../../process'
import { type ApiObject, find, itemsOf, send, visit, withQuery } from '../../resources'
import { allContainers, chooseContainer, type PodObject, podsOf } from './choose-pod'
import { findOne } from './find-one'

const usage = `expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.
POD or TYPE/NAME is a required argument for the logs command`
const pairsAndSelector = 'selectors and the all flag cannot be used when passing resource/name arguments'
const tailOfSelected = '10'
const everMs = 366 * 24 * 3_600_000

/** `kubectl logs` (pkg/cmd/logs). */
export const logs: Command = {
  name: 'logs',
  usage: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [options]',
  short: 'Print the logs for a container in a pod',
  flags: `
    --all-containers bool
    --all-pods bool
    -c --container string
    -f --follow bool
    --ignore-errors bool
    --insecure-skip-tls-verify-backend bool
    --limit-bytes int64
    --max-log-requests int =5
    --pod-running-timeout duration =20s
    --prefix bool
    -p --previous bool
    ${groups.selectorFlag}
    --since duration
    --since-time string
    --tail int64 =-1
    --timestamps bool
  `,
  *run(call) {
    checkWords(call)
    checkSinceTime(call.flags.text('since-time'))
    const object = yield* targetOf(call)
    validate(call)
    if (!object) return
    const streams = yield* streamsOf(call, object)
    if (call.flags.bool('follow')) yield* followAll(call, streams)
    else for (const stream of streams) yield* printOnce(call, stream)
  },
}

function checkWords({ args, flags, path }: Call): void {
  const hasSelector = flags.text('selector') !== ''
  if (args.length > 2 || (args.length === 0 && !hasSelector)) throw usageError(path, usage)
  if (args.length === 1 && hasSelector) throw usageError(path, 'only a selector (-l) or a POD name is allowed')
  if (flags.duration('pod-running-timeout') <= 0)
    throw new CommandError('--pod-running-timeout must be higher than zero')
}

/** Throws CommandError with the words of Go's `time.Parse`. */
function checkSinceTime(text: string): void {
  if (text === '' || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) return
  throw new CommandError(
    `parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(text)} as "2006"`,
  )
}

/** What has logs: the named object, or the list of selected pods; undefined when none is selected. */
function* targetOf(call: Call): Run<ApiObject | undefined> {
  const { args, flags, namespace } = call
  const selector = flags.text('selector')
  if (selector !== '') {
    if (args.length > 1) throw new CommandError(pairsAndSelector)
    const found = yield* find(call, { words: ['pods'], labelSelector: selector, keepsLists: true })
    const lists: ApiObject[] = []
    yield* visit(found, ({ object = {} }): undefined => void lists.push(object))
    const [list = {}] = lists
    if (itemsOf(list).length > 0) return list
    yield* printError(`No resources found in ${namespace} namespace.\n`)
    return undefined
  }
  try {
    const [name = ''] = args
    if (name === '') yield* find(call, { words: [] })
    return yield* findOne(call, name)
  } catch (error) {
    if (isReason(error, 'NotFound'))
      throw new CommandError(`error from server (NotFound): ${messageOf(error)} in namespace "${namespace}"`)
    throw error
  }
}

function validate({ flags, args }: Call): void {
  if (flags.text('since-time') !== '' && flags.duration('since') !== 0)
    throw new CommandError('at most one of `sinceTime` or `sinceSeconds` may be specified')
  const container = args[1] ?? flags.text('container')
  if (flags.bool('all-containers') && container !== '')
    throw new CommandError(`--all-containers=true should not be specified with container name ${container}`)
  if (flags.isSet('container') && args.length === 2)
    throw new CommandError('only one of -c or an inline [CONTAINER] arg is allowed')
  if (flags.number('limit-bytes') < 0) throw new CommandError('--limit-bytes must be greater than 0')
  if (flags.duration('since') < 0) throw new CommandError('--since must be greater than 0')
  if (flags.number('tail') < -1) throw new CommandError('--tail must be greater than or equal to -1')
}

/** One container's log. */
interface Stream {
  readonly path: string
  /** Put before each line. */
  readonly prefix: string
}

function* streamsOf(call: Call, object: ApiObject): Run<readonly Stream[]> {
  const isList = Array.isArray(object.items)
  const pods = isList ? (itemsOf(object) as readonly PodObject[]) : yield* chosenPods(call, object)
  const streams: Stream[] = []
  for (const pod of pods) {
    const names = call.flags.bool('all-containers')
      ? allContainers(pod).map(({ name }) => name)
      : [yield* chooseContainer(pod, call.args[1] ?? call.flags.text('container'), call.flags.bool('all-pods'))]
    streams.push(...names.map(name => streamOf(call, pod, name)))
  }
  const most = call.flags.number('max-log-requests')
  if (call.flags.bool('follow') && streams.length > 1 && streams.length > most)
    throw new CommandError(
      `you are attempting to follow ${streams.length} log streams, but maximum allowed concurrency is ${most}, use --max-log-requests to increase the limit`,
    )
  return streams
}

function* chosenPods(call: Call, object: ApiObject): Run<readonly PodObject[]> {
  const pods = yield* podsOf(call, object, 'get the logs from')
  if (call.flags.bool('all-pods') || pods.length === 1) return pods
  const [first] = pods
  yield* printError(`Found ${pods.length} pods, using pod/${first?.metadata?.name}\n`)
  return first ? [first] : []
}

function streamOf({ flags }: Call, { metadata }: PodObject, container: string): Stream {
  const path = withQuery(`/api/v1/namespaces/${metadata?.namespace}/pods/${metadata?.name}/log`, {
    container,
    ...optionsOf(flags),
  })
  const hasPrefix = flags.bool('prefix') || flags.bool('all-pods')
  return { path, prefix: hasPrefix ? `[pod/${metadata?.name}/${container}] ` : '' }
}

function optionsOf(flags: FlagValues): Readonly<Record<string, string | undefined>> {
  const isSelected = flags.text('selector') !== '' && !flags.isSet('tail')
  const tail = isSelected ? tailOfSelected : flags.text('tail')
  const yes = (name: string) => (flags.bool(name) ? 'true' : undefined)
  return {
    follow: yes('follow'),
    previous: yes('previous'),
    timestamps: yes('timestamps'),
    tailLines: tail === '-1' ? undefined : tail,
    limitBytes: flags.number('limit-bytes') === 0 ? undefined : flags.text('limit-bytes'),
    sinceSeconds: flags.duration('since') === 0 ? undefined : String(Math.round(flags.duration('since') / 1000)),
    sinceTime: flags.text('since-time'),
  }
}

function prefixed(text: string, prefix: string): string {
  return prefix === '' ? text : text.replace(/^(?=[\s\S])/gm, prefix)
}

/** Prints what there is now; returns where the rest will be. */
function* printOnce({ flags }: Call, { path, prefix }: Stream): Run<string | undefined> {
  try {
    const { body, next } = yield* send({ method: 'GET', path })
    yield* print(prefixed(typeof body === 'string' ? body : '', prefix))
    return next
  } catch (error) {
    if (!flags.bool('ignore-errors')) throw error
    yield* print(`error: ${messageOf(error)}\n`)
    return undefined
  }
}

/** Prints all streams as they grow, until each has ended. */
function* followAll(call: Call, streams: readonly Stream[]): Run {
  let open = streams
  while (open.length > 0) {
    const still: Stream[] = []
    for (const stream of open) {
      const next = yield* printOnce(call, stream)
      if (next !== undefined) still.push({ ...stream, path: next })
    }
    open = still
    if (open.length > 0) yield* waitForChange((yield* now()) + everMs)
  }
}
