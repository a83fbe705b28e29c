import type { Status } from '../../client'
import type { Action } from './types'

type GroupAction = Extract<Action, { abreast: unknown }>
export type SingleAction = Exclude<Action, GroupAction>

/** Actions that wait for each other: the plan itself, or one sequence of a group. It fails as a whole. */
export interface Sequence {
  failure: Status | undefined
}

/** A plan with its groups laid out flat, so that it can be carried out one step at a time. */
export type Step =
  | { readonly action: SingleAction; readonly sequence: Sequence }
  /** A group begins: where `sequence` has failed, go to the step `end`. */
  | { readonly end: number; readonly sequence: Sequence }
  /** A group is through: `sequence` fails when any of its `members` has. */
  | {
      readonly members: readonly Sequence[]
      readonly sequence: Sequence
      readonly onFailures: GroupAction['onFailures']
    }

/** The steps of a plan, in the order they are taken: the sequences of a group one after another. */
export function stepsOf(actions: readonly Action[], sequence: Sequence, steps: Step[] = []): Step[] {
  for (const action of actions)
    if ('abreast' in action) addGroup(action, sequence, steps)
    else steps.push({ action, sequence })
  return steps
}

function addGroup(group: GroupAction, sequence: Sequence, steps: Step[]): void {
  const start = steps.length
  steps.push({ end: 0, sequence })
  const members = group.abreast.map(actions => {
    const member: Sequence = { failure: undefined }
    stepsOf(actions, member, steps)
    return member
  })
  steps.push({ members, sequence, onFailures: group.onFailures })
  steps[start] = { end: steps.length, sequence }
}
