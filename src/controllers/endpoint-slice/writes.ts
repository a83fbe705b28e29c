import { controllerReference, type EndpointSlice, isTerminating, type Service } from '../../kinds'
import type { Action } from '../runtime'
import type { Changes, Draft } from './drafts'
import { labelsOf } from './labels'

export const triggerAnnotation = 'endpoints.kubernetes.io/last-change-trigger-time'

/** The requests that carry out the changes; a service that is going gets no new slices. */
export function writes(service: Service, { create, update, remove }: Changes, trigger: string | undefined): Action[] {
  const actions: Action[] = []
  if (!isTerminating(service))
    for (const draft of create)
      actions.push({ write: { verb: 'create', kind: 'EndpointSlice', body: newSlice(service, draft, trigger) } })
  for (const draft of update) if (draft.replaces) actions.push(replacement(service, draft, draft.replaces, trigger))
  for (const slice of remove) actions.push(deletion(slice))
  return actions
}

/** What of a draft a slice holds; nothing is written as null. */
export function contentOf({ group, endpoints }: Draft): Pick<EndpointSlice, 'endpoints' | 'ports'> {
  return {
    endpoints: endpoints.length > 0 ? endpoints : null,
    ports: group.ports.length > 0 ? group.ports : null,
  }
}

function newSlice(service: Service, draft: Draft, trigger: string | undefined) {
  const { name, namespace } = service.metadata
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels: labelsOf(service),
      ...(trigger && { annotations: { [triggerAnnotation]: trigger } }),
      ownerReferences: [controllerReference(service)],
    },
    addressType: draft.type,
    ...contentOf(draft),
  }
}

function replacement(service: Service, draft: Draft, slice: EndpointSlice, trigger: string | undefined): Action {
  const { name, namespace } = slice.metadata
  const { annotations: before, ...metadata } = slice.metadata
  const { [triggerAnnotation]: _, ...others } = before ?? {}
  const annotations = trigger ? { ...others, [triggerAnnotation]: trigger } : others
  const body = {
    ...slice,
    metadata: {
      ...metadata,
      labels: labelsOf(service),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    ...contentOf(draft),
  }
  return { write: { verb: 'update', kind: 'EndpointSlice', name, ...(namespace && { namespace }), body } }
}

/** Removes a slice; one that is gone already is no failure. */
export function deletion({ metadata: { name, namespace } }: EndpointSlice): Action {
  return {
    write: { verb: 'delete', kind: 'EndpointSlice', name, ...(namespace && { namespace }) },
    tolerate: ['NotFound'],
  }
}
