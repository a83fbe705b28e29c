import type { HttpRequest, HttpResponse } from '../../client'
import { type Outcome, run } from '../../kubectl'
import type { World } from '../../world'
import type { Agent } from './agent'

/** A kubectl command of a step: its words, or its words and what it reads. */
export type KubectlStep = string | { readonly args: string | readonly string[]; readonly stdin?: string }

/** What a command did, in the recording's form. */
export interface KubectlOutcome {
  readonly kubectl: string
  readonly exit: number
  readonly stdout: string
  readonly stderr: string
}

/** Where the recorder's kubectl has its server; the recording calls it `<server>`. */
const server = 'http://127.0.0.1:8001'
/** What a process takes to start, and a request to be answered. */
const startMs = 60
const requestMs = 4

/** Runs a kubectl command against a world whose nodes `agent` plays, as the recorder ran the real one. */
export function runKubectl(step: KubectlStep, world: World, agent: Agent): KubectlOutcome {
  const { words, stdin } = commandOf(step)
  const pass = (ms: number) => agent.pass(world.now + ms)
  pass(startMs)
  const outcome = run(withServer(words, server), stdin, {
    send: (request: HttpRequest): HttpResponse => {
      const response = world.handle({ user: 'admin', agent: 'kubectl', ...request })
      pass(requestMs)
      return response
    },
    now: () => world.now,
    wait: until => {
      const { revision } = world.store
      agent.pass(until, () => world.store.revision !== revision)
    },
  })
  return recordedOutcome(words, outcome, server)
}

/** The words of a command, and what it reads. */
export function commandOf(step: KubectlStep): { readonly words: readonly string[]; readonly stdin?: string } {
  if (typeof step === 'string') return { words: wordsOf(step) }
  const { args, stdin } = step
  return { words: typeof args === 'string' ? wordsOf(args) : args, ...(stdin !== undefined && { stdin }) }
}

/** What became of a command at a server, in the recording's form. */
export function recordedOutcome(
  words: readonly string[],
  { stdout, stderr, exitCode }: Outcome,
  address: string,
): KubectlOutcome {
  const form = (text: string) => recorded(text.replaceAll(address, '<server>'))
  return { kubectl: words.join(' '), exit: exitCode, stdout: form(stdout), stderr: form(stderr) }
}

/** As the recorder splits a command: quotes only around whole words. */
function wordsOf(args: string): readonly string[] {
  return (args.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map(word => word.replace(/^(['"])(.*)\1$/, '$2'))
}

/** The words as the recorder gave them to the real kubectl. */
export function withServer([verb = '', ...rest]: readonly string[], address: string): readonly string[] {
  return [verb, '--server', address, '--token', 'oracle', '--insecure-skip-tls-verify', ...rest]
}

const durationForm = /(?<![\w.-])(\d+d)?(\d+h)?(\d+m)?(\d+s|\d+m|\d+h|\d+d)(?![\w-]| \(\d+%\))/g
const dateForm = /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g
const timeForm = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z(?!07:00)/g

/** Output as the recorder keeps it: ages and times as symbols, runs of blanks inside a line as two. */
function recorded(text: string): string {
  return text
    .split('\n')
    .map(line =>
      line
        .replace(durationForm, match =>
          /grace|timeout|Termination Grace|cpu:? {2}|cpu:/i.test(line) ? match : '<age>',
        )
        .replace(dateForm, '<time>')
        .replace(timeForm, '<time>')
        .replace(/(\S) {2,}/g, '$1  ')
        .trimEnd(),
    )
    .join('\n')
}
