import { type CustomResourceDefinition, customTable } from '../../kinds'
import type { Change, View } from '../../store'
import { type Controller, everyCustomKind, nothing } from '../runtime'
import { planDeletion } from './deletion'
import { planNames } from './names'

/** Accepts the names of definitions, and empties those that are being deleted. Rules: README.md. */
export const customResourceDefinitionController: Controller = {
  name: 'custom-resource-definition-controller',
  interests: [
    { kind: 'CustomResourceDefinition', keysOf: keysOfDefinition },
    { kind: everyCustomKind, keysOf: keysOfObject },
  ],
  plan(view, name, now) {
    const definition = view.get('CustomResourceDefinition', name)
    if (!definition) return nothing
    const isTerminating = definition.metadata.deletionTimestamp !== undefined
    return isTerminating ? planDeletion(view, definition, now) : planNames(view, definition, now)
  },
}

/** [CD-3] Accepted names that have changed concern the whole group. */
function keysOfDefinition({ before, after, name }: Change, view: View): readonly string[] {
  const was = before as CustomResourceDefinition | undefined
  const is = after as CustomResourceDefinition | undefined
  if (is && was?.status.acceptedNames === is.status.acceptedNames) return [name]
  const group = (is ?? was)?.spec.group
  const others = view.list('CustomResourceDefinition').filter(({ spec }) => spec.group === group)
  return others.map(({ metadata }) => metadata.name)
}

/** Whoever waits for the last object of a kind to go. */
function keysOfObject({ kind, after }: Change, view: View): readonly string[] {
  if (after && after.metadata.deletionTimestamp === undefined) return []
  return view
    .list('CustomResourceDefinition')
    .filter(definition => definition.metadata.deletionTimestamp !== undefined && customTable(definition) === kind)
    .map(({ metadata }) => metadata.name)
}
