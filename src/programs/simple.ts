import { type Time, timestamp } from '../kinds'
import { htmlResponse, textResponse } from './responses'
import type { Program, ProgramContext, ProgramInput, ProgramRequest, ProgramResponse, ProgramStep } from './types'

interface Stopping {
  readonly stopsAt?: Time
}

/** Exits with 0 some time after SIGTERM, as a well-behaved server does that still finishes what it has begun. */
function stopsGracefully(
  memory: unknown,
  input: ProgramInput,
  context: ProgramContext,
  now: Time,
): ProgramStep | undefined {
  const { stopsAt } = (memory ?? {}) as Stopping
  if (input.kind === 'signal' && stopsAt === undefined) {
    const wakeAt = now + 100 + Math.floor(context.chance('stop') * 900)
    return { memory: { stopsAt: wakeAt } satisfies Stopping, outputs: [], wakeAt }
  }
  if (stopsAt === undefined) return undefined
  if (now >= stopsAt) return { memory, outputs: [{ exit: 0 }] }
  return input.kind === 'http' ? undefined : { memory, outputs: [], wakeAt: stopsAt }
}

/** Milliseconds that an init container of an unknown image works before it is done. */
const initWorkMs = 1000

/**
 * What runs for an image nobody has written a program for, so that people's own manifests work: as an init container it is done after a
 * second; else it runs, accepts connections on every port, and stops on SIGTERM.
 */
export const anyProgram: Program = {
  name: '*',
  listensOn: (_port, context) => !context.isInit,
  step(memory, input, context, now) {
    if (context.isInit && input.kind === 'start') return { memory: {}, outputs: [], wakeAt: now + initWorkMs }
    if (context.isInit && input.kind === 'wake') return { memory, outputs: [{ exit: 0 }] }
    const stop = stopsGracefully(memory, input, context, now)
    if (stop) return stop
    if (input.kind === 'http')
      return {
        memory,
        outputs: [{ respond: textResponse(200, `Hello from ${context.hostname}\n`) }],
        ...wakeOf(memory),
      }
    return { memory: memory ?? {}, outputs: [] }
  },
}

/** `pause`: waits for a signal, holds nothing, answers nothing. */
export const pause: Program = {
  name: 'pause',
  listensOn: () => false,
  step: (memory, input) =>
    input.kind === 'signal'
      ? { memory, outputs: [{ log: 'Shutting down, got signal: Terminated' }, { exit: 0 }] }
      : { memory: null, outputs: [] },
}

const welcome =
  '<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n<h1>Welcome to nginx!</h1>\n</body>\n</html>\n'
const nginxRoot = '/usr/share/nginx/html'
const nginxNotFound =
  '<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not Found</h1></center>\r\n</body>\r\n</html>\r\n'

/** What the image says when it starts, after its entry point has looked for configuration. */
function startLines(now: Time): readonly string[] {
  const at = timestamp(now).slice(0, 19).replaceAll('-', '/').replace('T', ' ')
  const notices = [
    'using the "epoll" event method',
    'nginx/1.27.0',
    'start worker processes',
    'start worker process 29',
  ]
  return [
    '/docker-entrypoint.sh: Configuration complete; ready for start up',
    ...notices.map(text => `${at} [notice] 1#1: ${text}`),
  ]
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A line of the access log; nobody here says which program asks. */
function accessLine({ method, path }: ProgramRequest, { code, body }: ProgramResponse, now: Time): string {
  const [year, month, rest = ''] = timestamp(now).split('-')
  const at = `${rest.slice(0, 2)}/${months[Number(month) - 1]}/${year}:${rest.slice(3, 11)} +0000`
  return `10.244.0.1 - - [${at}] "${method} ${path} HTTP/1.1" ${code} ${body.length} "-" "-" "-"`
}

/** `nginx`: serves the files below /usr/share/nginx/html on port 80. */
export const nginx: Program = {
  name: 'nginx',
  listensOn: port => port === 80,
  step(memory, input, context, now) {
    const stop = stopsGracefully(memory, input, context, now)
    if (stop) return stop
    if (input.kind === 'start') return { memory: {}, outputs: startLines(now).map(log => ({ log })) }
    if (input.kind !== 'http') return { memory: memory ?? {}, outputs: [] }
    const path = input.request.path.replace(/[?#].*$/, '')
    const page = context.files.read(nginxRoot + (path.endsWith('/') ? `${path}index.html` : path))
    const respond =
      page !== undefined
        ? htmlResponse(200, page)
        : path === '/'
          ? htmlResponse(200, welcome)
          : htmlResponse(404, nginxNotFound)
    const log = accessLine(input.request, respond, now)
    return { memory, outputs: [{ log }, { respond }], ...wakeOf(memory) }
  },
}

/** `crasher`: exits with 1 a moment after each start. For tests of the restart back-off. */
export const crasher: Program = {
  name: 'crasher',
  listensOn: () => false,
  step(memory, input, _context, now) {
    if (input.kind === 'start') return { memory: {}, outputs: [{ log: 'about to crash' }], wakeAt: now + 100 }
    return { memory, outputs: input.kind === 'wake' ? [{ exit: 1 }] : [] }
  },
}

/** A wake-up that was asked for and has not come must be asked for again. */
function wakeOf(memory: unknown): { readonly wakeAt?: Time } {
  const { stopsAt } = (memory ?? {}) as Stopping
  return stopsAt === undefined ? {} : { wakeAt: stopsAt }
}
