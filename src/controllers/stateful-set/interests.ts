import { dependents, type Interest } from '../runtime'

/** What wakes the controller: sets and pods. Claims and revisions do not (stateful_set.go, NewStatefulSetController). */
export const interests: readonly Interest[] = [
  { kind: 'StatefulSet', keysOf: ({ namespace, name }) => [`${namespace}/${name}`] },
  dependents('Pod', 'StatefulSet'),
]
