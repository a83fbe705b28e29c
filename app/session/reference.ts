import { type KubernetesObject, objectKey } from '../../src/kinds'
import type { View } from '../../src/store'

/** Which object is meant: what commands act on, what is selected, what the URL says. */
export interface Reference {
  readonly kind: string
  readonly name: string
  readonly namespace?: string
}

/** `Pod/default/kubia-0`, or `Node/node-1`. */
export function referenceText({ kind, namespace, name }: Reference): string {
  return objectKey(kind, namespace, name)
}

/** The reference that a text names; undefined when it names none. */
export function parseReference(text: string | null | undefined): Reference | undefined {
  const parts = text?.split('/') ?? []
  if (parts.some(part => part === '')) return undefined
  const [kind, second, third] = parts
  if (!kind || !second || parts.length > 3) return undefined
  return third ? { kind, namespace: second, name: third } : { kind, name: second }
}

export function referenceTo({ kind, metadata }: KubernetesObject): Reference {
  return { kind, name: metadata.name, ...(metadata.namespace && { namespace: metadata.namespace }) }
}

/** The object a reference means at a moment. */
export function objectAt(view: View, { kind, name, namespace }: Reference): KubernetesObject | undefined {
  return view.get(kind, name, namespace)
}
