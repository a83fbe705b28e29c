import { deepEqual } from '../../base'
import type { EndpointSlice, Service } from '../../kinds'

type Labels = Readonly<Record<string, string>>

export const controllerLabelValue = 'endpointslice-controller.k8s.io'
export const serviceNameLabel = 'kubernetes.io/service-name'
export const managedByLabel = 'endpointslice.kubernetes.io/managed-by'
export const headlessLabel = 'service.kubernetes.io/headless'
const reserved: readonly string[] = [serviceNameLabel, managedByLabel, headlessLabel]

const labelsByService = new WeakMap<Service, Labels>()

/** The service's own labels and the three that say what the slice is (endpointslice/utils.go: setEndpointSliceLabels). */
export function labelsOf(service: Service): Labels {
  let labels = labelsByService.get(service)
  if (!labels) {
    const { metadata, spec } = service
    labels = {
      ...unreserved(metadata.labels),
      ...(isHeadless(spec.clusterIP) && { [headlessLabel]: '' }),
      [serviceNameLabel]: metadata.name,
      [managedByLabel]: controllerLabelValue,
    }
    labelsByService.set(service, labels)
  }
  return labels
}

/** Whether the slice carries other labels than the service; a change of headlessness alone is not noticed. */
export function hasOldLabels(slice: EndpointSlice, service: Service): boolean {
  const { labels } = slice.metadata
  return labels !== labelsOf(service) && !deepEqual(unreserved(labels), unreserved(service.metadata.labels))
}

/** The slice is one of this controller's. */
export function isManaged(slice: EndpointSlice): boolean {
  return slice.metadata.labels?.[managedByLabel] === controllerLabelValue
}

/** The service has no address of its own. */
export function isHeadless(clusterIP: string | undefined): boolean {
  return !clusterIP || clusterIP === 'None'
}

function unreserved(labels: Labels | undefined): Labels {
  if (!labels) return {}
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !reserved.includes(key)))
}
