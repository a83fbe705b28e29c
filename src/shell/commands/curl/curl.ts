import type { HttpRequest, HttpResponse } from '../../../client'
import { exchange, now, print, readFile, waitForChange } from '../../../kubectl'
import { CommandProblem, type Program, type ShellRun } from '../../process'
import { askingPod, routeTo } from './resolve'

const everMs = 366 * 24 * 3_600_000

/** HTTP to the API server as `kubectl proxy` would serve it, or, from a pod, to names and addresses of the cluster. */
export const curl: Program = {
  name: 'curl',
  usage: '[-X METHOD] [-d DATA] [-H HEADER] [-isf] [--from POD] URL',
  short: 'HTTP to localhost:8001 (the API server), or with --from POD to names and addresses of the cluster',
  *run({ words }) {
    const asked = readWords(words)
    const { host, port, path } = urlOf(asked.url)
    const isApi = /^(?:localhost|127\.0\.0\.1)$/.test(host)
    if (isApi && port !== 8001)
      throw new CommandProblem(`(7) Failed to connect to ${host} port ${port}: the API server is at localhost:8001`, 7)
    const route = isApi ? '' : yield* routeFrom(asked.from, host, port)
    const response = yield* exchange(yield* requestOf(asked, route + path))
    const failure = route === '' ? undefined : connectFailure(response, host, port)
    if (failure) throw failure
    return yield* show(asked, response)
  },
}

interface Asked {
  readonly url: string
  readonly method: string | undefined
  readonly data: string | undefined
  readonly contentType: string | undefined
  readonly from: string | undefined
  readonly showsHead: boolean
  readonly fails: boolean
}

const bare = /^-[sSiLkfv]+$/
const ignored = new Set(['--silent', '--show-error', '--location', '--insecure', '--no-progress-meter'])
const valued = new Set([
  '-X',
  '-d',
  '-H',
  '-m',
  '-o',
  '--from',
  '--max-time',
  '--data',
  '--data-binary',
  '--data-raw',
  '--header',
  '--request',
])

function readWords(words: readonly string[]): Asked {
  let url: string | undefined
  const values = new Map<string, string>()
  const flags = new Set<string>()
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [name = word, inWord] = word.startsWith('--') ? word.split(/=(.*)/s) : [word]
    const [, letter, attached] = /^(-[XdHmo])(.+)$/.exec(word) ?? []
    if (letter !== undefined) values.set(letter, attached as string)
    else if (valued.has(name)) {
      const value = inWord ?? rest.shift()
      if (value === undefined) throw new CommandProblem(`option ${name}: requires parameter`, 2)
      values.set(name, value)
    } else if (bare.test(word)) for (const flag of word.slice(1)) flags.add(flag)
    else if (word === '--fail') flags.add('f')
    else if (word === '--include') flags.add('i')
    else if (word.startsWith('-') && !ignored.has(word)) throw new CommandProblem(`option ${word}: is unknown`, 2)
    else if (!word.startsWith('-')) url = word
  }
  if (url === undefined) throw new CommandProblem('(2) no URL specified', 2)
  const header = values.get('-H') ?? values.get('--header') ?? ''
  const contentType = /^content-type:\s*(.+)$/i.exec(header)?.[1]
  const data = ['-d', '--data', '--data-binary', '--data-raw']
    .map(name => values.get(name))
    .find(value => value !== undefined)
  const method = values.get('-X') ?? values.get('--request')
  return {
    url,
    method,
    data,
    contentType,
    from: values.get('--from'),
    showsHead: flags.has('i'),
    fails: flags.has('f'),
  }
}

function urlOf(text: string): { readonly host: string; readonly port: number; readonly path: string } {
  const [, scheme, host = '', port, path = ''] = /^(?:(\w+):\/\/)?([^/:?]+)(?::(\d+))?(\/.*|\?.*)?$/s.exec(text) ?? []
  if (host === '') throw new CommandProblem('(3) URL rejected: Malformed input to a URL function', 3)
  if (scheme !== undefined && scheme !== 'http')
    throw new CommandProblem(`(1) Protocol "${scheme}" not supported: only http is spoken here`, 1)
  return { host, port: Number(port ?? 80), path: path.startsWith('/') ? path : `/${path}` }
}

function* routeFrom(from: string | undefined, host: string, port: number): ShellRun<string> {
  if (from === undefined)
    throw new CommandProblem(
      `(6) Could not resolve host: ${host}. Names and addresses of the cluster are known inside of it only: say from which pod, curl --from POD ${host}; the API server is at localhost:8001`,
      6,
    )
  const { namespace } = yield* askingPod(from)
  return yield* routeTo(host, port, namespace)
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

function* requestOf({ method, data, contentType }: Asked, path: string): ShellRun<HttpRequest> {
  const name = (method ?? (data === undefined ? 'GET' : 'POST')).toUpperCase()
  const known = methods.find(each => each === name)
  if (!known) throw new CommandProblem(`the method ${name} is not known here`, 2)
  if (data === undefined) return { method: known, path }
  const body = data.startsWith('@') ? yield* readFile(data === '@-' ? '-' : data.slice(1)) : data
  if (body === undefined) throw new CommandProblem(`(26) Failed to open ${data.slice(1)}`, 26)
  return { method: known, path, body, contentType: contentType ?? 'application/x-www-form-urlencoded' }
}

/** What the proxy says of a program that it could not reach, as curl would say it in the pod. */
function connectFailure({ code, body }: HttpResponse, host: string, port: number): CommandProblem | undefined {
  if (code !== 503) return undefined
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const where = `Failed to connect to ${host} port ${port}`
  if (
    text.includes('connection refused') ||
    text.includes('no endpoints available') ||
    text.includes('no service port')
  )
    return new CommandProblem(`(7) ${where}: Connection refused`, 7)
  if (text.includes('no route to host')) return new CommandProblem(`(7) ${where}: No route to host`, 7)
  if (text.includes('i/o timeout')) return new CommandProblem(`(28) ${where}: Connection timed out`, 28)
  return undefined
}

function* show({ showsHead, fails }: Asked, first: HttpResponse): ShellRun<number> {
  const { code, contentType } = first
  if (fails && code >= 400) throw new CommandProblem(`(22) The requested URL returned error: ${code}`, 22)
  if (showsHead) yield* print(`HTTP/1.1 ${code}\nContent-Type: ${contentType}\n\n`)
  for (let response = first; ; ) {
    yield* print(textOf(response))
    if (response.next === undefined) return 0
    yield* waitForChange((yield* now()) + everMs)
    response = yield* exchange({ method: 'GET', path: response.next })
  }
}

function textOf({ body, next }: HttpResponse): string {
  if (typeof body === 'string') return body
  if (next !== undefined && Array.isArray(body)) return body.map(event => `${JSON.stringify(event)}\n`).join('')
  return JSON.stringify(body, null, 2)
}
