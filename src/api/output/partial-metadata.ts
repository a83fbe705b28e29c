import type { KubernetesObject } from '../../kinds'

/** An object of which only the metadata is shown. */
export function partialMetadata({ metadata }: KubernetesObject, apiVersion: string): KubernetesObject {
  return { kind: 'PartialObjectMetadata', apiVersion, metadata }
}
