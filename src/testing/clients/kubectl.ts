import { type ChildProcess, spawn } from 'node:child_process'
import type { Line } from './line'

/** How kubectl is called: the program, its settings, and the folder whose files it reads. */
export interface Kubectl {
  readonly program: string
  readonly environment: NodeJS.ProcessEnv
  readonly folder: string
}

/** What became of one line. */
export interface Outcome {
  readonly code: number | 'ended'
  readonly output: string
  /** What was wrong with it, in words; empty when all was as it should be. */
  readonly problems: readonly string[]
}

/** Longest that a command may take, in real milliseconds: none of them is ever near it. */
const longestMs = 30_000

/** Types a line, and looks at what it says. */
export async function type(kubectl: Kubectl, line: Line): Promise<Outcome> {
  const { code, output } = line.goesOn ? await typeUntilSaid(kubectl, line) : await typeToTheEnd(kubectl, line)
  const text = squeezed(output)
  const problems = [
    ...line.says.filter(words => !isSaid(text, words)).map(words => `does not say ${words}`),
    ...line.never.filter(words => text.includes(words)).map(words => `says ${words}`),
    ...(code === 'ended' || code === line.code ? [] : [`exit code ${code} instead of ${line.code}`]),
  ]
  return { code, output, problems }
}

function typeToTheEnd(kubectl: Kubectl, { command, stdin }: Line): Promise<Omit<Outcome, 'problems'>> {
  const child = start(kubectl, command)
  child.stdin?.end(stdin ?? '')
  return new Promise(resolve => {
    const said = listen(child)
    const timer = setTimeout(() => child.kill('SIGKILL'), longestMs)
    child.on('close', code => {
      clearTimeout(timer)
      resolve({ code: code ?? -1, output: said() })
    })
  })
}

/** Ends the command when it has said everything that it should. */
function typeUntilSaid(kubectl: Kubectl, { command, says, goesOn }: Line): Promise<Omit<Outcome, 'problems'>> {
  const child = start(kubectl, command)
  return new Promise(resolve => {
    let extra = ''
    let isFirst = true
    let isEnded = false
    const timer = setTimeout(() => child.kill('SIGKILL'), longestMs)
    const look = (output: string) => {
      const text = squeezed(output + extra)
      if (isFirst && output.trim() !== '') {
        isFirst = false
        if (goesOn?.meanwhile) start(kubectl, goesOn.meanwhile)
        if (goesOn?.fetches) void ask(output, goesOn.fetches).then(take)
      }
      if (!says.every(words => isSaid(text, words))) return
      isEnded = true
      child.kill('SIGKILL')
    }
    const said = listen(child, look)
    const take = (answer: string) => {
      extra = answer
      look(said())
    }
    child.on('close', code => {
      clearTimeout(timer)
      resolve({ code: isEnded ? 'ended' : (code ?? -1), output: said() + extra })
    })
  })
}

async function ask(output: string, path: string): Promise<string> {
  const address = /(127\.0\.0\.1:\d+)/.exec(output)?.[1]
  if (!address) return ''
  const response = await fetch(`http://${address}${path}`)
  return `${response.status} ${await response.text()}`
}

function start({ program, environment, folder }: Kubectl, command: string): ChildProcess {
  return spawn(program, wordsOf(command), { env: environment, cwd: folder })
}

/** Everything that is printed on both streams, so far. */
function listen(child: ChildProcess, look: (output: string) => void = () => undefined): () => string {
  let output = ''
  const take = (chunk: Buffer) => {
    output += chunk.toString()
    look(output)
  }
  child.stdout?.on('data', take)
  child.stderr?.on('data', take)
  return () => output
}

/** `patch sts web -p '{"a": 1}'` in words. */
export function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|((?:[^\s'"]|'[^']*'|"[^"]*")+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? (plain as string).replace(/['"]/g, ''),
  )
}

function squeezed(text: string): string {
  return text.replace(/[ \t]+/g, ' ')
}

function isSaid(text: string, words: string | RegExp): boolean {
  return typeof words === 'string' ? text.includes(words) : words.test(text)
}
