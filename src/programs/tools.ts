import { type Time, timestamp } from '../kinds'
import type { ProgramContext, ProgramOutput } from './types'

/** A command with its words. */
export type Statement = readonly string[]

/** The name of a command, without the directory it lies in. */
export function nameOf(words: Statement): string {
  return (words[0] ?? '').replace(/^.*\//, '')
}

/** Does one statement that takes no time and returns its exit code. Reads what an earlier statement of this step wrote. */
export function run(words: Statement, context: ProgramContext, outputs: ProgramOutput[], now: Time): number {
  const operands = words.slice(1).filter(word => !word.startsWith('-'))
  const [first = ''] = operands
  switch (nameOf(words)) {
    case 'false':
      return 1
    case 'exit':
      return Number(first) || 0
    case 'echo':
      outputs.push(echo(words.slice(1)))
      return 0
    case 'touch':
      outputs.push({ write: first, content: contentOf(first, context, outputs) ?? '' })
      return 0
    case 'rm':
      for (const path of operands) outputs.push({ remove: path })
      return 0
    case 'cat':
      return cat(operands, context, outputs)
    case 'ls':
      return listFiles(first || '/', context, outputs)
    case 'test':
      return isThere(first, context, outputs) ? 0 : 1
    case 'sleep':
    case 'true':
    case ':':
      return 0
    default:
      return tell(nameOf(words), operands, context, outputs, now)
  }
}

/** Commands that only say something about the container. */
function tell(
  name: string,
  [asked]: readonly string[],
  { hostname, environment }: ProgramContext,
  outputs: ProgramOutput[],
  now: Time,
): number {
  const variables: Readonly<Record<string, string>> = { PATH: path, ...environment, HOME: '/root' }
  const texts: Readonly<Record<string, string>> = {
    hostname,
    pwd: '/',
    whoami: 'root',
    id: 'uid=0(root) gid=0(root) groups=0(root)',
    date: dateText(now),
  }
  if (asked !== undefined && name === 'printenv') {
    const value = variables[asked]
    if (value === undefined) return 1
    outputs.push({ log: value })
    return 0
  }
  const all = Object.entries(variables).map(([key, value]) => `${key}=${value}`)
  outputs.push({ log: texts[name] ?? all.join('\n') })
  return 0
}

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const days = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Thu Jan  1 00:00:00 UTC 2026` */
function dateText(now: Time): string {
  const [year = '', month = '', rest = ''] = timestamp(now).split('-')
  const day = rest.slice(0, 2)
  const name = days[Math.floor(now / 86_400_000) % 7]
  return `${name} ${months[Number(month) - 1]} ${String(Number(day)).padStart(2)} ${rest.slice(3, 11)} UTC ${year}`
}

function cat(paths: readonly string[], context: ProgramContext, outputs: ProgramOutput[]): number {
  let exitCode = 0
  for (const path of paths) {
    const content = contentOf(path, context, outputs)
    if (content === undefined) {
      outputs.push({ log: `cat: can't open '${path}': No such file or directory`, isError: true })
      exitCode = 1
    } else if (content !== '') outputs.push({ log: content.replace(/\n$/, '') })
  }
  return exitCode
}

/** The names right below a directory, one a line. */
function listFiles(directory: string, context: ProgramContext, outputs: ProgramOutput[]): number {
  const root = directory.endsWith('/') ? directory : `${directory}/`
  const files = context.files.list(directory)
  if (!context.files.hasDirectory(directory) && context.files.read(directory) === undefined) {
    outputs.push({ log: `ls: ${directory}: No such file or directory`, isError: true })
    return 1
  }
  const names = files.map(file => (file === directory ? file : (file.slice(root.length).split('/')[0] as string)))
  if (names.length > 0) outputs.push({ log: [...new Set(names)].join('\n') })
  return 0
}

/** A file as it is after what has been done in this step. */
function contentOf(path: string, context: ProgramContext, outputs: readonly ProgramOutput[]): string | undefined {
  for (const output of [...outputs].reverse()) {
    if ('write' in output && output.write === path) return output.content
    if ('remove' in output && output.remove === path) return undefined
  }
  return context.files.read(path)
}

function echo(words: Statement): ProgramOutput {
  const arrow = words.findIndex(word => word === '>' || word === '>>')
  const text = (arrow < 0 ? words : words.slice(0, arrow)).join(' ')
  return arrow < 0 ? { log: text } : { write: words[arrow + 1] ?? '/dev/null', content: `${text}\n` }
}

function isThere(path: string, context: ProgramContext, outputs: readonly ProgramOutput[]): boolean {
  return contentOf(path, context, outputs) !== undefined || context.files.hasDirectory(path)
}
