import type { Result, Status, StatusReason, WriteRequest } from '../../client'
import type { KubernetesObject, ObjectReference, Time } from '../../kinds'
import type { Change, Revision, View } from '../../store'

/** In an interest: every kind that a definition has added. */
export const everyCustomKind = '*'

/** The API as a controller reaches it: one write, one answer, in process. */
export type Write = (actor: string, request: WriteRequest, because: Revision) => Result<KubernetesObject>

/** Which changes concern a controller, and which of its keys each of them makes worth a look. */
export interface Interest {
  readonly kind: string
  /** `view` is the world right after the change. */
  keysOf(change: Change, view: View): readonly string[]
  /** How much later than the change there may first be something to do, in milliseconds. Default 0. */
  readonly afterMs?: number
}

/** What a component has to say about an object. It becomes a core/v1 Event. */
export interface EventNote {
  readonly about: KubernetesObject | ObjectReference
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
  /** The event's source, where it is not the controller's name. */
  readonly component?: string
  /** The machine the source is on, where it is a kubelet. */
  readonly host?: string
  /**
   * What was being done: makes it an event of events.k8s.io/v1, which only kube-scheduler writes. Repetitions about the same version of an object
   * become a series under the first message, whatever they say.
   */
  readonly action?: string
}

/** One thing to do. Actions run one after another, each at its own virtual instant; the first failure ends the plan, save for what is `always` done. */
export type Action =
  | {
      readonly write: WriteRequest
      /** A function where the note names what the API made up (the name of a pod). */
      readonly onSuccess?: readonly EventNote[] | ((written: KubernetesObject) => readonly EventNote[])
      readonly onFailure?: (status: Status) => readonly EventNote[]
      /** Failures that count as done: NotFound for a delete, AlreadyExists for a create. */
      readonly tolerate?: readonly StatusReason[] | ((status: Status) => boolean)
      /** Do it even though an earlier action of the plan failed (a status that must be written all the same). */
      readonly always?: boolean
    }
  /**
   * A write that says how what came before it went: the first failure of its sequence, undefined where all is well. Undefined: nothing to
   * write.
   */
  | { readonly report: (failure: Status | undefined) => WriteRequest | undefined }
  | { readonly event: EventNote }
  /** A failure that was found while planning: nothing but trying again, after the back-off, can mend it. */
  | { readonly fail: string }
  /**
   * Sequences that do not wait for each other: a failure ends its own sequence only. When all are through, what comes after the group is
   * skipped if any has failed, and `onFailures` hears how each of them failed, undefined for those that did not.
   */
  | {
      readonly abreast: readonly (readonly Action[])[]
      readonly onFailures?: (failures: readonly (Status | undefined)[]) => readonly EventNote[]
    }
  /** Write reality (machines, disks, sandboxes) straight into the store; only for kinds the controller `owns`. */
  | { readonly put: KubernetesObject; readonly verb: string }
  | {
      readonly remove: { readonly kind: string; readonly name: string; readonly namespace?: string }
      readonly verb: string
    }
  /** Remember something; see `Tx.memo`. The runtime puts the controller's name before the key. */
  | { readonly memo: string; readonly value: unknown }

/** What a controller decided for one key. */
export interface Plan {
  readonly actions: readonly Action[]
  /** Who acts, where one controller stands for many: `kubelet/node-1`. Default: the controller's name. */
  readonly actor?: string
  /**
   * Look at this key again at this time. A deadline found in the data, never a period of its own; a look in between forgets it, so that each
   * plan names its own next one.
   */
  readonly wakeAt?: Time
  /** Something is wrong that only trying again can mend: look again after the back-off (5 ms, doubling, to 1000 s). */
  readonly retry?: string
}

export const nothing: Plan = { actions: [] }

/**
 * A control loop. `plan` is pure: it reads the view and returns actions; it never reads what its own actions wrote (the runtime shows it a
 * view that contains them before it plans the key again). Everything that influences it is in the view.
 */
export interface Controller {
  /** Unique; also the `source.component` of its events and its user name in causes. */
  readonly name: string
  readonly interests: readonly Interest[]
  /** Requests that it makes to be sure before it acts, on top of what it hears; each delays it as long as a write takes. */
  readonly liveReads?: number
  /**
   * Milliseconds between a commit and this controller's hearing of it, where that is no matter of chance: kube-scheduler has looked at a change
   * before another controller's answer to it has gone through the API.
   */
  readonly watchMs?: number
  /** Others carry out its writes, so that a key may be looked at again before the last of them is answered. */
  readonly delegatesWrites?: boolean
  /** Kinds of lab.sim/v1 that this controller writes without the API: the machine's side of the world. */
  readonly owns?: readonly string[]
  plan(view: View, key: string, now: Time): Plan
}
