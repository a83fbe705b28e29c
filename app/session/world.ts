import { useSyncExternalStore } from 'react'
import type { HttpRequest, HttpResponse } from '../../src/client'
import type { Time } from '../../src/kinds'
import { Replica, type View } from '../../src/store'
import {
  type ClockStatus,
  type ClusterAddress,
  type Connection,
  connectRemote,
  connectWorker,
  type News,
  type PullingClient,
  type RemoteClient,
  speedOf,
  type WorkerClient,
} from '../../src/transport'

/** The clock with the real moment at which it was read, so that the page can count on between two messages. */
export interface ClockReading {
  readonly status: ClockStatus
  readonly readAt: number
}

/** What the page knows of the cluster: a replica of its store, its clock, and whether it is still there. */
interface WorldState {
  readonly view: View
  readonly clock: ClockReading | undefined
  readonly failure: string | undefined
  /** How it stands with a cluster elsewhere; undefined while the page has its own. */
  readonly connection: Connection | undefined
}

const replica = new Replica()
const listeners = new Set<() => void>()
let state: WorldState = { view: replica.at(), clock: undefined, failure: undefined, connection: undefined }
let client: WorkerClient | RemoteClient | undefined

/** Starts the cluster in its worker. `options` are handed to it as they are in the page's query (`seed`, `machines`). The client to it. */
export function startWorld(options: URLSearchParams): PullingClient {
  const worker = new Worker(new URL('../../src/worker.ts', import.meta.url), {
    type: 'module',
    name: options.toString(),
  })
  client?.close()
  const started = connectWorker(worker, {
    onNews: takeIn,
    onFailure: failure => change({ failure }),
  })
  client = started
  return started
}

/** Makes the page a client of a cluster elsewhere, instead of starting one of its own. */
export function followCluster({ base }: ClusterAddress): void {
  client?.close()
  client = connectRemote(base, { onNews: takeIn, onConnection: connection => change({ connection }) })
}

/** Tries at once to reach the cluster elsewhere. */
export function retryConnection(): void {
  if (client && 'retry' in client) client.retry()
}

/** What happened and the clock, as one change: whoever listens hears of both at once. */
function takeIn({ frame, clock }: News): boolean {
  let isFollowing = true
  if (frame)
    attempt(() => {
      isFollowing = replica.apply(frame)
    })
  change({ clock: { status: clock, readAt: performance.now() }, ...(isFollowing && { view: replica.at() }) })
  return isFollowing
}

/** Sends a request to the API server. Rejects only when there is no cluster. */
export function request(message: HttpRequest): Promise<HttpResponse> {
  return client ? client.request(message) : Promise.reject(new Error('the cluster has not been started'))
}

/** The world at the viewed revision, outside React. */
export function currentView(): View {
  return state.view
}

/** Calls back after each frame; returns how to stop it. */
export function subscribeToWorld(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The world at the viewed revision; renders again with every frame. */
export function useWorld(): View {
  return useSyncExternalStore(subscribeToWorld, currentView)
}

/** Something read from the world; renders again only when it changes. `read` must return the same value for the same world. */
export function useFromWorld<T>(read: (view: View) => T): T {
  return useSyncExternalStore(subscribeToWorld, () => read(state.view))
}

/** The clock as last read; undefined until the cluster has said hello. */
export function useClock(): ClockReading | undefined {
  return useSyncExternalStore(subscribeToWorld, () => state.clock)
}

/** Why the cluster is gone, if it is. */
export function useWorldFailure(): string | undefined {
  return useSyncExternalStore(subscribeToWorld, () => state.failure)
}

/** How it stands with a cluster elsewhere; undefined while the page has its own. */
export function useConnection(): Connection | undefined {
  return useSyncExternalStore(subscribeToWorld, () => state.connection)
}

/** Whether the cluster is a simulation, with machines, disks and a clock. A real one has none of these for the page to touch. */
export function hasSimulation(): boolean {
  return state.connection?.hasLab ?? client !== undefined
}

/** Whether the cluster is a simulation; renders again when that becomes known. */
export function useHasSimulation(): boolean {
  return useSyncExternalStore(subscribeToWorld, hasSimulation)
}

/** The cluster's time at a real moment (of `performance.now()`), counted on from the last reading. */
export function clusterTimeAt({ status, readAt }: ClockReading, realNow: number): Time {
  if (status.paused) return status.now
  return status.now + Math.max(0, realNow - readAt) * speedOf(status)
}

/** The cluster's time now; undefined until the cluster has said hello. */
export function clusterTime(): Time | undefined {
  return state.clock && clusterTimeAt(state.clock, performance.now())
}

/** Real milliseconds until the cluster's time reaches a moment; undefined while it never does by itself. */
export function realMsUntil(moment: Time): number | undefined {
  const { clock } = state
  if (!clock || clock.status.paused) return undefined
  return Math.max(0, moment - clusterTimeAt(clock, performance.now())) / speedOf(clock.status)
}

function change(part: Partial<WorldState>): void {
  state = { ...state, ...part }
  for (const listener of listeners) attempt(listener)
}

/**
 * Does something with what the worker has told. If that fails, nobody else is kept from going on, above all not the worker, which waits for
 * the page; but a person is told.
 */
function attempt(work: () => void): void {
  try {
    work()
  } catch (error) {
    reportError(error)
    if (state.failure !== undefined) return
    const failure = `This page could not show what happened: ${error instanceof Error ? error.message : String(error)}`
    queueMicrotask(() => change({ failure }))
  }
}
