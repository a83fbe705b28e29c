import { failure, type HttpResponse } from '../client'
import { type LogLine, microTimestamp, parseTimestamp, type SandboxContainer, type Time } from '../kinds'
import type { View } from '../store'
import { answer } from './reach'

/** A container on a machine, as a kubelet's paths name it. */
export interface ContainerPlace {
  readonly node: string
  readonly namespace: string
  readonly pod: string
  readonly container: string
}

/** In the query of `next`: which run of the container is followed, and how many of its lines have been told. */
const followedRun = 'lab.sim/run'
const toldLines = 'lab.sim/lines'

/**
 * `GET /containerLogs/<namespace>/<pod>/<container>` of a kubelet, with the options of `pods/log` (kubelet `GetKubeletContainerLogs`, cri-client
 * `logs.ReadLogs`). Followed logs are pulled: `next` asks for what has been printed since, and is absent once the run has ended.
 */
export function containerLogs(view: View, place: ContainerPlace, query: URLSearchParams, now: Time): HttpResponse {
  const state = stateOf(view, place)
  const log = query.has(followedRun) ? undefined : chosenLog(view, place, state, query.get('previous') === 'true')
  if (log && 'refused' in log) return answer(failure('BadRequest', log.refused))
  const isFollowed = query.get('follow') === 'true'
  const lines = log ? wantedLines(log.lines, query, now) : newLines(state, query)
  const text = lines.map(line => shown(line, query.get('timestamps') === 'true')).join('')
  const limit = numberIn(query, 'limitBytes')
  const { body, bytes } = limit === undefined ? { body: text, bytes: 0 } : cut(text, limit)
  const response = { code: 200, contentType: 'text/plain', body }
  const isOver = !isFollowed || state?.phase !== 'Running' || !isFollowedRun(state, query) || bytes === limit
  if (isOver || !state) return response
  return { ...response, next: nextPath(place, query, state, limit === undefined ? undefined : limit - bytes) }
}

function stateOf(view: View, { node, namespace, pod, container }: ContainerPlace): SandboxContainer | undefined {
  const uid = view.get('Pod', pod, namespace)?.metadata.uid
  const here = view.lookup('Sandbox', 'pod', `${namespace}/${pod}`).filter(({ spec }) => spec.machine === node)
  const sandbox = here.find(({ spec }) => spec.pod.metadata.uid === uid) ?? here[0]
  return sandbox?.status.containers.find(({ name }) => name === container)
}

/** The log that is meant, or why there is none (kubelet `validateContainerLogStatus`). */
function chosenLog(
  view: View,
  { namespace, pod: podName, container }: ContainerPlace,
  state: SandboxContainer | undefined,
  isPrevious: boolean,
): { readonly lines: readonly LogLine[] } | { readonly refused: string } {
  const status = view.get('Pod', podName, namespace)?.status
  const known = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])]
  const waiting = known.find(({ name }) => name === container)?.state?.waiting?.reason
  const hasRun = state !== undefined && state.startCount > 0
  if (isPrevious) {
    // A container that waits to be started again has no run but the last one, which is the previous one too.
    const lines = hasRun && waiting ? (state.log ?? []) : state?.previousLog
    return lines ? { lines } : { refused: `previous terminated container "${container}" in pod "${podName}" not found` }
  }
  if (hasRun) return { lines: state.log ?? [] }
  const reason = whyWaiting(waiting)
  return { refused: `container "${container}" in pod "${podName}" is waiting to start: ${reason}` }
}

function whyWaiting(reason = 'ContainerCreating'): string {
  if (reason === 'ErrImagePull') return "image can't be pulled"
  return reason === 'ImagePullBackOff' ? 'trying and failing to pull image' : reason
}

function wantedLines(lines: readonly LogLine[], query: URLSearchParams, now: Time): readonly LogLine[] {
  const tail = numberIn(query, 'tailLines')
  const last = tail === undefined ? lines : tail === 0 ? [] : lines.slice(-tail)
  const seconds = numberIn(query, 'sinceSeconds')
  const sinceTime = query.get('sinceTime')
  const since = seconds !== undefined ? now - seconds * 1000 : sinceTime ? parseTimestamp(sinceTime) : undefined
  return since === undefined ? last : last.filter(({ at }) => at >= since)
}

/** What a run that is followed has printed since it was last asked; what it printed more than it keeps is lost. */
function newLines(state: SandboxContainer | undefined, query: URLSearchParams): readonly LogLine[] {
  if (!state || !isFollowedRun(state, query)) return []
  const told = (numberIn(query, toldLines) ?? 0) - (state.droppedLines ?? 0)
  return (state.log ?? []).slice(Math.max(0, told))
}

function isFollowedRun({ startCount }: SandboxContainer, query: URLSearchParams): boolean {
  const run = numberIn(query, followedRun)
  return run === undefined || run === startCount
}

function nextPath(
  { namespace, pod, container }: ContainerPlace,
  query: URLSearchParams,
  { startCount, droppedLines = 0, log = [] }: SandboxContainer,
  bytesLeft: number | undefined,
): string {
  const next = new URLSearchParams(query)
  next.set(followedRun, String(startCount))
  next.set(toldLines, String(droppedLines + log.length))
  if (bytesLeft !== undefined) next.set('limitBytes', String(bytesLeft))
  return `/containerLogs/${namespace}/${pod}/${container}?${next}`
}

function shown({ at, text }: LogLine, hasTime: boolean): string {
  return hasTime ? `${microTimestamp(at).replace('Z', '000Z')} ${text}\n` : `${text}\n`
}

/** The first bytes of a text, and how many they are. */
function cut(text: string, most: number): { readonly body: string; readonly bytes: number } {
  const bytes = new TextEncoder().encode(text)
  const kept = bytes.slice(0, most)
  return { body: new TextDecoder().decode(kept), bytes: kept.length }
}

function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined
}
