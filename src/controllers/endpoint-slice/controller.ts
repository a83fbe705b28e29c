import type { EndpointSlice } from '../../kinds'
import type { Change } from '../../store'
import type { Controller } from '../runtime'
import { servicesOfPod } from './concerned'
import { serviceNameLabel } from './labels'
import { SliceMemory } from './memory'
import { planService } from './plan'

const memory = new SliceMemory()

/** Keeps the EndpointSlices of services with a selector (kube-controller-manager's endpointslice-controller). */
export const endpointSliceController: Controller = {
  name: 'endpointslice-controller',
  interests: [
    { kind: 'Service', keysOf: ({ namespace, name }) => [`${namespace}/${name}`] },
    { kind: 'Pod', keysOf: servicesOfPod },
    { kind: 'EndpointSlice', keysOf: servicesOfSlice },
  ],
  plan: (view, key) => planService(view, key, memory),
}

/** The service that a slice says it belongs to, now and before: somebody may have meddled with it. */
function servicesOfSlice({ namespace, before, after }: Change): readonly string[] {
  const names = new Set<string>()
  for (const slice of [before, after] as readonly (EndpointSlice | undefined)[]) {
    const name = slice?.metadata.labels?.[serviceNameLabel]
    if (name) names.add(`${namespace}/${name}`)
  }
  return [...names]
}
