import type { Controller } from '../runtime'
import { interests } from './interests'
import { controllerName } from './names'
import { planStatefulSet } from './plan'
import type { CompleteSet } from './revisions'

/**
 * The StatefulSet controller. `complete` fills in a set as today's API would, so that a revision stored without a newer default is not taken
 * for another template ([SS-39]); without it such a revision rolls the pods.
 */
export function createStatefulSetController(complete: CompleteSet): Controller {
  return {
    name: controllerName,
    interests,
    plan: (view, key, now) => planStatefulSet(view, key, now, complete),
  }
}

/** The controller where every stored revision is complete already. */
export const statefulSetController: Controller = createStatefulSetController(set => set)
export type { CompleteSet } from './revisions'
