import { failure } from '../../client'
import type { Time } from '../../kinds'
import type { Actor, Loop, Seed } from '../../sim'
import { type Change, customTablesAt, type Revision, type Store, stamped } from '../../store'
import { recordEvent } from './event-recorder'
import { type Sequence, type SingleAction, type Step, stepsOf } from './steps'
import { type Controller, type EventNote, everyCustomKind, type Plan, type Write } from './types'

export interface RunnerOptions {
  readonly store: Store
  readonly loop: Loop
  readonly write: Write
  readonly seed: Seed
  /** Between a commit and hearing of it. */
  readonly delayMs: number
}

/** A plan that is being carried out: one action at a time, so that the world may change in between. */
interface Task {
  readonly plan: Plan
  readonly because: Revision
  readonly whole: Sequence
  readonly steps: readonly Step[]
  next: number
}

type WriteAction = Extract<SingleAction, { write: unknown }>

/** Before an object's key: take the next step of its plan. Apart from the key itself, whose wake-ups mean: look again. */
const stepMark = '\u0001'
/** Milliseconds that one request takes. */
export const requestMs = 5
const firstRetryMs = 5
const mostRetryMs = 1_000_000

/**
 * Runs one controller: is told of keys worth a look, plans each on the present view and carries the plan out. Its own state (what is
 * queued, how often a key failed) is only about *when* to look again; losing it loses nothing.
 */
export class ControllerRunner implements Actor {
  readonly name: string
  private readonly controller: Controller
  private readonly options: RunnerOptions
  private readonly tasks = new Map<string, Task>()
  /** Keys that changed while their plan was being carried out. */
  private readonly dirty = new Set<string>()
  private readonly failureCounts = new Map<string, number>()

  constructor(controller: Controller, options: RunnerOptions) {
    this.controller = controller
    this.options = options
    this.name = controller.name
  }

  /** A change has happened that makes these keys worth a look: it comes after the watch delay. */
  hear(keys: readonly string[], now: Time): void {
    const { loop, delayMs } = this.options
    for (const key of keys) loop.schedule(now + delayMs, this, key)
  }

  /** Every key that any existing object gives rise to is worth a look. */
  wakeAll(now: Time): void {
    const view = this.options.store.at()
    for (const interest of this.controller.interests) {
      const kinds = interest.kind === everyCustomKind ? customTablesAt(view) : [interest.kind]
      for (const kind of kinds)
        for (const after of view.list(kind)) {
          const { name, namespace } = after.metadata
          const change: Change = { kind, name, ...(namespace && { namespace }), after }
          for (const key of interest.keysOf(change, view)) this.options.loop.schedule(now, this, key)
        }
    }
  }

  wake(key: string, now: Time): void {
    if (key.startsWith(stepMark)) this.advance(key.slice(1), this.tasks.get(key.slice(1)) as Task, now)
    else if (this.tasks.has(key)) this.dirty.add(key)
    else this.plan(key, now)
  }

  private plan(key: string, now: Time): void {
    const view = this.options.store.at()
    const plan = this.controller.plan(view, key, now)
    const whole: Sequence = { failure: undefined }
    this.advance(key, { plan, because: view.revision, whole, steps: stepsOf(plan.actions, whole), next: 0 }, now)
  }

  /** Carries out actions until another is due after one that has taken time, or none is left. */
  private advance(key: string, task: Task, now: Time): void {
    const { steps } = task
    let isBusy = false
    while (task.next < steps.length) {
      const step = steps[task.next] as Step
      if (isBusy && 'action' in step) {
        this.tasks.set(key, task)
        this.options.loop.schedule(now + requestMs, this, stepMark + key)
        return
      }
      task.next++
      if (this.take(step, task, now)) isBusy = true
    }
    this.finish(key, task, now, isBusy)
  }

  /** Takes one step; true when it took time. */
  private take(step: Step, task: Task, now: Time): boolean {
    const { sequence } = step
    if ('action' in step) {
      const { action } = step
      if (sequence.failure && !('report' in action || ('write' in action && action.always))) return false
      return this.perform(action, sequence, task, now)
    }
    if ('end' in step) {
      if (sequence.failure) task.next = step.end
      return false
    }
    const failures = step.members.map(member => member.failure)
    const first = failures.find(status => status !== undefined)
    if (first) {
      sequence.failure ??= first
      for (const note of step.onFailures?.(failures) ?? []) this.note(note, task, now)
    }
    return false
  }

  /** Does one action; true when it took time. */
  private perform(action: SingleAction, sequence: Sequence, task: Task, now: Time): boolean {
    const { store } = this.options
    if ('event' in action) {
      this.note(action.event, task, now)
      return false
    }
    if ('fail' in action) {
      sequence.failure ??= failure('InternalError', action.fail)
      return false
    }
    if ('memo' in action) {
      const cause = { actor: this.name, verb: 'remember', because: task.because }
      store.commit(cause, tx => tx.memo(`${this.name}/${action.memo}`, action.value))
      return false
    }
    if ('report' in action) {
      const request = action.report(sequence.failure)
      if (request) this.write({ write: request }, sequence, task, now)
      return request !== undefined
    }
    if ('write' in action) {
      this.write(action, sequence, task, now)
      return true
    }
    this.touchReality(action, task)
    return false
  }

  private write(action: WriteAction, sequence: Sequence, task: Task, now: Time): void {
    const { onSuccess = [], onFailure, tolerate = [] } = action
    const result = this.options.write(task.plan.actor ?? this.name, action.write, task.because)
    if (result.ok) {
      const notes = typeof onSuccess === 'function' ? onSuccess(result.value) : onSuccess
      for (const note of notes) this.note(note, task, now)
      return
    }
    const { status } = result
    const isTolerable =
      typeof tolerate === 'function' ? tolerate(status) : tolerate.some(reason => reason === status.reason)
    if (isTolerable) return
    sequence.failure ??= status
    for (const note of onFailure?.(status) ?? []) this.note(note, task, now)
  }

  private touchReality(action: Extract<SingleAction, { verb: string }>, { plan, because }: Task): void {
    const kind = 'put' in action ? action.put.kind : action.remove.kind
    if (!this.controller.owns?.includes(kind)) throw new Error(`${this.name} may not write ${kind} without the API`)
    const { name, namespace } = 'put' in action ? action.put.metadata : action.remove
    const object = namespace ? `${kind}/${namespace}/${name}` : `${kind}/${name}`
    this.options.store.commit({ actor: plan.actor ?? this.name, verb: action.verb, object, because }, tx => {
      if ('remove' in action) tx.remove(kind, name, namespace)
      else tx.put(stamped(action.put, tx.revision))
    })
  }

  private note(note: EventNote, task: Task, now: Time): void {
    recordEvent(note, this.name, this.options.store.at(), now, request =>
      this.options.write(task.plan.actor ?? note.component ?? this.name, request, task.because),
    )
  }

  private finish(key: string, task: Task, now: Time, isBusy: boolean): void {
    const { loop } = this.options
    const isDirty = this.tasks.delete(key) && this.dirty.delete(key)
    if (task.whole.failure || task.plan.retry !== undefined) {
      const count = this.failureCounts.get(key) ?? 0
      this.failureCounts.set(key, count + 1)
      loop.schedule(now + Math.min(mostRetryMs, firstRetryMs * 2 ** count), this, key)
    } else this.failureCounts.delete(key)
    // A worker does not begin anew before its last request is answered.
    if (isDirty) loop.schedule(isBusy && !this.controller.delegatesWrites ? now + requestMs : now, this, key)
    if (task.plan.wakeAt !== undefined) loop.schedule(Math.max(task.plan.wakeAt, now + 1), this, key)
  }
}
