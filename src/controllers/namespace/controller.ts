import { isTerminating, type Time } from '../../kinds'
import { type Controller, nothing, type Plan } from '../runtime'
import { planContents } from './contents'
import { controllerName, deletionDelayMs, type NamespacedKind } from './settings'

/** Empties the namespaces that are being deleted, and lets them go. `kinds` are those that live in namespaces. Rules: README.md. */
export function namespaceController(kinds: readonly NamespacedKind[]): Controller {
  return {
    name: controllerName,
    interests: [
      {
        kind: 'Namespace',
        keysOf: ({ name, after }) => (!after || isTerminating(after) ? [name] : []),
      },
    ],
    plan(view, name, now): Plan {
      const namespace = view.get('Namespace', name)
      const dueAt = view.memo(`${controllerName}/${name}`) as Time | undefined
      if (!namespace || !isTerminating(namespace))
        return dueAt === undefined ? nothing : { actions: [{ memo: name, value: undefined }] }
      if (dueAt === undefined) return waitUntil(name, now + deletionDelayMs)
      return now < dueAt ? { actions: [], wakeAt: dueAt } : planContents(view, namespace, kinds, now)
    },
  }
}

/** [NS-1] Every API server must have heard that nothing new comes in here, before anything is counted. */
function waitUntil(name: string, dueAt: Time): Plan {
  return { actions: [{ memo: name, value: dueAt }], wakeAt: dueAt }
}
