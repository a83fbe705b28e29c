import type { Call, Command } from '../../command'
import { groupKindOf } from '../../discovery'
import { CommandError } from '../../errors'
import { now, print, printError, type Run, waitForChange } from '../../process'
import { type ApiObject, type Info, visit } from '../../resources'
import { current } from '../waiting'
import { findRollouts, rolloutFlags } from './infos'

/** `kubectl rollout status` (pkg/cmd/rollout/rollout_status.go, pkg/polymorphichelpers/rollout_status.go). */
export const status: Command = {
  name: 'status',
  usage: '(TYPE NAME | TYPE/NAME) [flags] [options]',
  short: 'Show the status of the rollout',
  flags: `
    ${rolloutFlags}
    --revision int64
    --timeout duration
    -w --watch bool =true
  `,
  *run(call) {
    const { flags, namespace } = call
    if (flags.number('revision') < 0)
      throw new CommandError(`revision must be a positive integer: ${flags.number('revision')}`)
    const found = yield* findRollouts(call)
    let hasFound = false
    yield* visit(found, function* (info): Run {
      hasFound = true
      yield* watchOne(call, info)
    })
    if (!hasFound) yield* printError(`No resources found in ${namespace} namespace.\n`)
  },
}

interface Progress {
  readonly text: string
  readonly isDone: boolean
}

type Viewer = (object: ApiObject, revision: number) => Progress

const viewers: Readonly<Record<string, Viewer>> = {
  'Deployment.apps': deploymentProgress,
  'StatefulSet.apps': statefulSetProgress,
}

/** Prints how far it is, again after each change of the object, until it is done, gone or too late. */
function* watchOne({ flags }: Call, info: Info): Run {
  const kind = groupKindOf(info.type)
  const viewer = Object.hasOwn(viewers, kind) ? viewers[kind] : undefined
  if (!viewer) throw new CommandError(`no status viewer has been implemented for ${kind}`)
  const timeoutMs = flags.duration('timeout')
  const start = yield* now()
  const until = timeoutMs > 0 ? start + timeoutMs : Number.MAX_SAFE_INTEGER
  let seen = ''
  for (;;) {
    const object = yield* current(info)
    if (!object) throw new CommandError('object has been deleted')
    const version = object.metadata?.resourceVersion ?? ''
    if (version !== seen) {
      seen = version
      const { text, isDone } = viewer(object, flags.number('revision'))
      yield* print(text)
      if (isDone || !flags.bool('watch')) return
    }
    if ((yield* now()) >= until) throw new CommandError('timed out waiting for the condition')
    yield* waitForChange(until)
  }
}

interface Workload extends ApiObject {
  readonly spec: {
    readonly replicas?: number
    readonly updateStrategy?: {
      readonly type?: string
      readonly rollingUpdate?: { readonly partition?: number; readonly maxUnavailable?: unknown }
    }
  }
  readonly status?: {
    readonly observedGeneration?: number
    readonly replicas?: number
    readonly readyReplicas?: number
    readonly updatedReplicas?: number
    readonly availableReplicas?: number
    readonly currentReplicas?: number
    readonly currentRevision?: string
    readonly updateRevision?: string
    readonly conditions?: readonly { readonly type: string; readonly reason?: string }[]
  }
}

function waiting(text: string): Progress {
  return { text: `${text}\n`, isDone: false }
}

function done(text: string): Progress {
  return { text: `${text}\n`, isDone: true }
}

function deploymentProgress(object: ApiObject, revision: number): Progress {
  const { metadata = {}, spec, status: state = {} } = object as Workload
  const { name } = metadata
  checkRevision(metadata.annotations?.['deployment.kubernetes.io/revision'], revision)
  if ((metadata.generation ?? 0) > (state.observedGeneration ?? 0))
    return waiting('Waiting for deployment spec update to be observed...')
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0, conditions = [] } = state
  if (conditions.some(({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded'))
    throw new CommandError(`deployment "${name}" exceeded its progress deadline`)
  const head = `Waiting for deployment "${name}" rollout to finish:`
  if (spec.replicas !== undefined && updatedReplicas < spec.replicas)
    return waiting(`${head} ${updatedReplicas} out of ${spec.replicas} new replicas have been updated...`)
  if (replicas > updatedReplicas)
    return waiting(`${head} ${replicas - updatedReplicas} old replicas are pending termination...`)
  if (availableReplicas < updatedReplicas)
    return waiting(`${head} ${availableReplicas} of ${updatedReplicas} updated replicas are available...`)
  return done(`deployment "${name}" successfully rolled out`)
}

function checkRevision(running: string | undefined, wanted: number): void {
  if (wanted > 0 && Number(running) !== wanted)
    throw new CommandError(
      `desired revision (${wanted}) is different from the running revision (${Number(running ?? 0)})`,
    )
}

function statefulSetProgress(object: ApiObject): Progress {
  const { metadata = {}, spec, status: state = {} } = object as Workload
  const { type, rollingUpdate } = spec.updateStrategy ?? {}
  if (type !== 'RollingUpdate')
    throw new CommandError('rollout status is only available for RollingUpdate strategy type')
  const { observedGeneration = 0, readyReplicas = 0, updatedReplicas = 0, currentReplicas = 0 } = state
  if (observedGeneration === 0 || (metadata.generation ?? 0) > observedGeneration)
    return waiting('Waiting for statefulset spec update to be observed...')
  const { replicas } = spec
  if (replicas !== undefined && readyReplicas < replicas)
    return waiting(`Waiting for ${replicas - readyReplicas} pods to be ready...`)
  if (rollingUpdate) {
    const wanted = (replicas ?? 0) - (rollingUpdate.partition ?? 0)
    if (rollingUpdate.partition !== undefined && updatedReplicas < wanted)
      return waiting(
        `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${wanted} new pods have been updated...`,
      )
    return done(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`)
  }
  if (state.updateRevision !== state.currentRevision)
    return waiting(
      `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${state.updateRevision}...`,
    )
  return done(`statefulset rolling update complete ${currentReplicas} pods at revision ${state.currentRevision}...`)
}
