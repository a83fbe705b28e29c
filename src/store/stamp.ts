import { altered } from '../base'
import type { KubernetesObject } from '../kinds'
import type { Revision } from './types'

/** The object as the commit of this revision writes it. */
export function stamped<T extends KubernetesObject>(object: T, revision: Revision): T {
  return altered(object, { metadata: altered(object.metadata, { resourceVersion: String(revision) }) })
}
