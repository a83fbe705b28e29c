import { create } from 'zustand'
import type { HttpRequest, HttpResponse } from '../../src/client'
import type { Time } from '../../src/kinds'
import { adviceFor, messageOf } from './advice'
import { clusterTime, request } from './world'

/** One line of the command log: what was done, as kubectl would say it, and how it ended. */
export interface LogEntry {
  readonly id: number
  /** The cluster's time when it was sent. */
  readonly at: Time | undefined
  readonly kubectl: string
  readonly outcome: 'sent' | 'done' | 'failed'
  /** What the server answered, in a line. */
  readonly answer?: string
  /** What to do about a failure. */
  readonly advice?: string
  /** The program outside the page that did it; then `kubectl` is the request that came. */
  readonly program?: string
  /** How often it did so, one time after another. */
  readonly times?: number
  /** It was typed into the terminal, which shows more of it. */
  readonly isTyped?: boolean
}

/** What a person did: a command line, and the requests that it is. */
export interface Deed {
  readonly kubectl: string
  readonly requests: readonly HttpRequest[]
}

interface Log {
  readonly entries: readonly LogEntry[]
}

const keptEntries = 200
let lastId = 0

/** Everything a person did since the page was opened, oldest first. */
export const useLog = create<Log>(() => ({ entries: [] }))

/** Sends the requests of a deed one after another, until one fails, and logs it. The answers so far. */
export async function perform({ kubectl, requests }: Deed): Promise<readonly HttpResponse[]> {
  const id = ++lastId
  add({ id, at: clusterTime(), kubectl, outcome: 'sent' })
  const responses: HttpResponse[] = []
  for (const message of requests) {
    const response = await send(message)
    responses.push(response)
    if (response.code >= 400) {
      const advice = adviceFor(response)
      amend(id, { outcome: 'failed', answer: messageOf(response), ...(advice && { advice }) })
      return responses
    }
  }
  const last = responses.at(-1)
  amend(id, { outcome: 'done', ...(last && { answer: messageOf(last) }) })
  return responses
}

/** One request and its answer; where there is no cluster, the answer says so. */
export type Send = (message: HttpRequest) => Promise<HttpResponse>

/** How long the cluster may take to answer before somebody is told, in real milliseconds. It answers between any two slices of 8 ms. */
const patienceMs = 10_000

/** Sends a request without logging it. Never rejects, and never waits for ever. */
export const send: Send = async message => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<HttpResponse>(resolve => {
    timer = setTimeout(() => resolve(textAnswer(504, 'the cluster does not answer')), patienceMs)
  })
  try {
    return await Promise.race([request(message), silence])
  } catch (error) {
    return textAnswer(503, error instanceof Error ? error.message : String(error))
  } finally {
    clearTimeout(timer)
  }
}

function textAnswer(code: number, body: string): HttpResponse {
  return { code, contentType: 'text/plain', body }
}

/** How work ended, for its line in the log, and what it was for. */
export interface WorkOutcome<T> {
  readonly value: T
  readonly isDone: boolean
  readonly answer: string
}

/** Does work whose requests depend on the answers to earlier ones, and logs it as one line. */
export async function performWork<T>(kubectl: string, work: (send: Send) => Promise<WorkOutcome<T>>): Promise<T> {
  const id = ++lastId
  add({ id, at: clusterTime(), kubectl, outcome: 'sent' })
  const { value, isDone, answer } = await work(send)
  amend(id, { outcome: isDone ? 'done' : 'failed', answer })
  return value
}

/** Logs a line that a person typed; returns how to say what became of it. */
export function logTyped(line: string): (outcome: Pick<LogEntry, 'outcome' | 'answer'>) => void {
  const id = ++lastId
  add({ id, at: clusterTime(), kubectl: line, outcome: 'sent', isTyped: true })
  return outcome => amend(id, outcome)
}

/** A write that came from outside the page. */
interface OutsideDeed extends Pick<LogEntry, 'outcome' | 'answer'> {
  readonly program: string
  /** Method and path. */
  readonly line: string
  /** Whether the same line again is the same deed again; each POST makes something else. */
  readonly isRepeatable: boolean
}

/** Logs what somebody outside the page did. What is done again and again (a lease that is renewed) stays one line. */
export function logOutside({ program, line, isRepeatable, ...rest }: OutsideDeed): void {
  const { entries } = useLog.getState()
  const last = entries.at(-1)
  const isAgain = isRepeatable && last?.program === program && last.kubectl === line
  if (isAgain) amend(last.id, { ...rest, times: (last.times ?? 1) + 1 })
  else add({ id: ++lastId, at: clusterTime(), kubectl: line, program, ...rest })
}

function add(entry: LogEntry): void {
  useLog.setState(({ entries }) => ({ entries: [...entries, entry].slice(-keptEntries) }))
}

function amend(id: number, part: Partial<LogEntry>): void {
  useLog.setState(({ entries }) => ({
    entries: entries.map(entry => (entry.id === id ? { ...entry, ...part } : entry)),
  }))
}
