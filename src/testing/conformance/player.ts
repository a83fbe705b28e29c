import { parseAllDocuments } from 'yaml'
import { isRecord } from '../../base'
import type { HttpRequest, HttpResponse } from '../../client'
import { createWorld, recordedSettings, type World } from '../../world'
import { Agent, type NodeStep, type PodState } from './agent'
import { pathOf } from './kinds'
import { type KubectlOutcome, type KubectlStep, runKubectl } from './kubectl'
import { type Observation, Observer, withoutNoise } from './observer'
import { Symbols } from './symbols'

/** A case as it is written in YAML. */
export interface Case {
  readonly title: string
  readonly quiet?: number
  readonly managedFields?: boolean
  readonly steps: readonly Step[]
}

export type Step = { readonly quiet?: number; readonly query?: string } & Readonly<Record<string, unknown>>

/** One played step, in the recording's form. */
export interface PlayedStep extends Observation {
  readonly step: Step
  readonly responses: readonly unknown[]
}

interface StepRequest {
  readonly method: HttpRequest['method']
  readonly path: string
  readonly body?: unknown
  readonly type?: string
  readonly accept?: string
}

const podStates: ReadonlySet<string> = new Set(['ready', 'unready', 'failed', 'succeeded', 'gone'])
/** How the recorder's client calls itself: whatever it writes is owned by this manager. */
export const recorderAgent = 'node'
const defaultQuietMs = 1500
const firstPauseMs = 400
const settleMostMs = 60_000
/** What the recorder's requests take: a write waits for etcd's disk, a read does not. */
const requestMs = { write: 4, read: 1 }

/** Plays a case against a fresh engine, as oracle/record.mjs plays it against a real control plane. */
export function playCase(testCase: Case, seed = 1): readonly PlayedStep[] {
  const session = new Session(testCase, seed)
  return testCase.steps.map(step => session.play(step))
}

/** A case while it is being played, step by step. */
export class Session {
  readonly world: World
  readonly symbols = new Symbols()
  private readonly agent: Agent
  private readonly observer: Observer
  private readonly quietMs: number
  private continueToken = ''

  constructor({ managedFields, quiet }: Pick<Case, 'managedFields' | 'quiet'>, seed: number) {
    this.world = createWorld({ seed, settings: recordedSettings, freezes: true })
    this.world.run(this.world.now + 2000)
    this.symbols.keepsManagedFields = managedFields ?? false
    this.agent = new Agent(this.world)
    this.observer = new Observer(this.world, this.symbols)
    this.quietMs = quiet ?? defaultQuietMs
  }

  /** Does one step, and waits until the world is at rest. */
  play(step: Step): PlayedStep {
    return this.finish(step, this.perform(this.symbols.back(step) as Step))
  }

  /** Waits until the world is at rest after a step that was answered so, and looks at it. */
  finish(step: Step, responses: readonly (HttpResponse | KubectlOutcome)[]): PlayedStep {
    this.settle(step.quiet ?? this.quietMs)
    const bodies = responses.map(response => ('body' in response ? response.body : undefined))
    const observation = this.observer.observe(bodies)
    const written = responses.map(response => this.written(step, response))
    return { step, responses: written, ...observation }
  }

  private written(step: Step, response: HttpResponse | KubectlOutcome): unknown {
    if ('kubectl' in response) return this.symbols.value(response)
    return {
      code: response.code,
      ...(response.warnings && response.warnings.length > 0 && { warnings: warningHeader(response.warnings) }),
      ...((response.code >= 400 || step.request !== undefined) && {
        body: this.symbols.value(withoutNoise(response.body)),
      }),
    }
  }

  private perform(step: Step): readonly (HttpResponse | KubectlOutcome)[] {
    const [kind = ''] = Object.keys(step)
    const argument = step[kind]
    const each = <T>(use: (item: T) => HttpResponse | undefined): HttpResponse[] =>
      ([] as T[]).concat(argument as T).flatMap(item => {
        const response = use(item)
        this.pass(isRead(item) ? requestMs.read : requestMs.write)
        return response ? [response] : []
      })
    if (kind === 'create') return this.create(String(argument), step.query ?? '')
    if (kind === 'nodes') return each<string | NodeStep>(node => void this.agent.addNode(node))
    if (podStates.has(kind)) return each<string>(ref => this.agent.pod(ref, kind as PodState))
    if (kind === 'nodeReady' || kind === 'nodeNotReady')
      return each<string>(name => void this.agent.nodeReady(name, kind === 'nodeReady'))
    if (kind === 'silence') return each<string>(name => void this.agent.silence(name))
    if (kind === 'request') return each<StepRequest>(request => this.request(request))
    if (kind === 'advance') {
      this.pass(Number(argument) * 1000)
      return []
    }
    if (kind === 'kubectl')
      return ([] as KubectlStep[])
        .concat(argument as KubectlStep)
        .map(command => runKubectl(command, this.world, this.agent))
    throw new Error(`unknown step ${kind}`)
  }

  private create(text: string, query: string): readonly HttpResponse[] {
    const responses: HttpResponse[] = []
    for (const document of parseAllDocuments(text)) {
      const object: unknown = document.toJS()
      if (!isRecord(object)) continue
      const items = object.kind === 'List' ? (object.items as Record<string, unknown>[]) : [object]
      for (const item of items) {
        const { namespace } = (item.metadata ?? {}) as { namespace?: string }
        const path = pathOf(String(item.kind), namespace ?? 'default') + query
        responses.push(this.send({ method: 'POST', path, body: item, contentType: 'application/json' }))
        this.pass(requestMs.write)
      }
    }
    return responses
  }

  private request(written: StepRequest): HttpResponse {
    const { method, path, body, type, accept } = this.filled(written) as StepRequest
    const contentType = type ?? (method === 'PATCH' ? 'application/merge-patch+json' : 'application/json')
    const response = this.followed({
      method,
      path,
      contentType,
      ...(body !== undefined && { body }),
      ...(accept && { accept }),
    })
    const token =
      isRecord(response.body) && isRecord(response.body.metadata) ? response.body.metadata.continue : undefined
    if (typeof token === 'string') this.continueToken = token
    return response
  }

  /** Sends a request; a watch is followed until its timeout, and then read as the recorder reads lines: none, one or a list. */
  private followed(request: HttpRequest): HttpResponse {
    const response = this.send(request)
    if (!Array.isArray(response.body)) return response
    const { next } = response
    const events: unknown[] = [...(response.body as unknown[])]
    if (next !== undefined) {
      this.pass(Number(new URLSearchParams(next.split('?')[1]).get('timeoutSeconds')) * 1000)
      const { body } = this.send({ ...request, path: next })
      if (Array.isArray(body)) events.push(...(body as unknown[]))
    }
    return { ...response, body: events.length === 0 ? '' : events.length === 1 ? events[0] : events }
  }

  /** Puts live values for `<rv Kind/ns/name>`, `<uid Kind/ns/name>` and `<continue>` into a request. */
  private filled(value: unknown): unknown {
    let text = JSON.stringify(value)
    for (const [all, what, kind, ref] of text.matchAll(/<(rv|uid) (\w+)\/([^>]+)>/g)) {
      const [name, namespace] = (ref as string).split('/').reverse()
      const { body } = this.send({ method: 'GET', path: pathOf(kind as string, namespace, name) })
      const { resourceVersion, uid } = (body as { metadata: { resourceVersion: string; uid: string } }).metadata
      text = text.replaceAll(all, what === 'rv' ? resourceVersion : uid)
    }
    return JSON.parse(text.replaceAll('<continue>', this.continueToken))
  }

  private send(request: HttpRequest): HttpResponse {
    return this.world.handle({ user: 'admin', agent: recorderAgent, ...request })
  }

  /** Lets time pass, with nodes that renew their Leases. */
  pass(ms: number): void {
    this.agent.pass(this.world.now + ms)
  }

  /** Lets time pass until nothing has changed for `quietMs`. */
  private settle(quietMs: number): void {
    const giveUpAt = this.world.now + settleMostMs
    this.pass(firstPauseMs)
    for (;;) {
      this.observer.pull()
      const quietAt = this.observer.lastChangeAt + quietMs
      if (this.world.now >= quietAt) return
      if (this.world.now > giveUpAt) throw new Error('does not settle')
      this.agent.pass(quietAt)
    }
  }
}

function isRead(step: unknown): boolean {
  return isRecord(step) && step.method === 'GET'
}

function warningHeader(warnings: readonly string[]): string {
  return warnings.map(text => `299 - ${JSON.stringify(text)}`).join(', ')
}
