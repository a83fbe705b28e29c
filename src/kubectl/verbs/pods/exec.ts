import { isRecord } from '../../../base'
import type { HttpResponse, Status, StreamsAnswer, StreamsPart } from '../../../client'
import type { Call, Command } from '../../command'
import { CommandError, messageOf, PlainError, usageError } from '../../errors'
import { now, print, printError, type Run, readFile, waitForChange } from '../../process'
import { send } from '../../resources'
import { chooseContainer, type PodObject, podsOf } from './choose-pod'
import { findOne } from './find-one'

const everMs = 366 * 24 * 3_600_000

/** `kubectl exec` (pkg/cmd/exec). Standard input is read at once; there is no terminal to type into while it runs. */
export const exec: Command = {
  name: 'exec',
  usage: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...] [options]',
  short: 'Execute a command in a container',
  long: 'Execute a command in a container.',
  flags: `
    -c --container string
    -f --filename stringSlice
    --pod-running-timeout duration =1m0s
    -q --quiet bool
    -i --stdin bool
    -t --tty bool
  `,
  *run(call) {
    const { args, argsBeforeDash, flags, path } = call
    const name = args.length > 0 && argsBeforeDash !== 0 ? (args[0] as string) : ''
    const hasDash = argsBeforeDash === 0 || argsBeforeDash === 1
    if (!hasDash && (args.length > 1 || (args.length > 0 && flags.list('filename').length > 0)))
      throw usageError(path, 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead')
    if (flags.duration('pod-running-timeout') <= 0)
      throw usageError(path, '--pod-running-timeout must be higher than zero')
    const command = hasDash ? args.slice(argsBeforeDash) : []
    if (name === '' && flags.list('filename').length === 0)
      throw new CommandError('pod, type/name or --filename must be specified')
    if (command.length === 0) throw new CommandError('you must specify at least one command for the container')
    const [pod] = yield* podsOf(call, yield* findOne(call, name), 'attach to')
    yield* runIn(call, pod as PodObject, command)
  },
}

function* runIn({ flags }: Call, pod: PodObject, command: readonly string[]): Run {
  const phase = pod.status?.phase
  if (phase === 'Succeeded' || phase === 'Failed')
    throw new CommandError(`cannot exec into a container in a completed pod; current phase is ${phase}`)
  const container = yield* chooseContainer(pod, flags.text('container'), flags.bool('quiet'))
  const query = new URLSearchParams({ container, stdout: 'true', stderr: 'true' })
  if (flags.bool('stdin')) query.set('stdin', 'true')
  for (const word of command) query.append('command', word)
  if (flags.bool('tty') && !flags.bool('quiet'))
    yield* printError('Unable to use a TTY - input is not a terminal or the right kind of file\n')
  const stdin = flags.bool('stdin') ? ((yield* readFile('-')) ?? '') : ''
  const path = `/api/v1/namespaces/${pod.metadata?.namespace}/pods/${pod.metadata?.name}/exec?${query}`
  yield* session(path, stdin)
}

/** Sends the input and prints the output until the command has ended. Throws its exit code as a CommandError. */
function* session(path: string, stdin: string): Run {
  let part: StreamsPart = { stdin, isFirst: true, isLast: true }
  for (;;) {
    const { stdout, stderr, status } = answerIn(yield* sendPart(path, part))
    yield* print(stdout)
    yield* printError(stderr)
    if (status) return endWith(status)
    part = { stdin: '', isFirst: false, isLast: true }
    yield* waitForChange((yield* now()) + everMs)
  }
}

function* sendPart(path: string, streams: StreamsPart): Run<HttpResponse> {
  try {
    return yield* send({ method: 'POST', path, streams })
  } catch (error) {
    throw new CommandError(`unable to upgrade connection: ${messageOf(error)}`)
  }
}

function answerIn({ body }: HttpResponse): StreamsAnswer {
  return isRecord(body) ? (body as unknown as StreamsAnswer) : { stdout: '', stderr: '' }
}

function endWith({ status, message = '', details }: Status): void {
  if (status === 'Success') return
  const code = details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message
  if (code !== undefined) throw new PlainError(`command terminated with exit code ${code}`, Number(code))
  throw new CommandError(message)
}
