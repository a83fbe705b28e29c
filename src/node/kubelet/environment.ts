import { textOfBase64 } from '../../base'
import type { Container, EnvFromSource, EnvVar, KeyReference, ObjectChoice } from '../../kinds'
import type { View } from '../../store'

/** What a container's environment takes from ConfigMaps and Secrets; or what is missing, in the kubelet's words. */
export type EnvironmentValues = { readonly values: Readonly<Record<string, string>> } | { readonly fault: string }

/** Reads what `envFrom` and `env` name. What is not there must be optional (kubelet_pods.go: makeEnvironmentVariables). */
export function environmentValuesAt(view: View, namespace: string, container: Container): EnvironmentValues {
  const reader = new ObjectReader(view, namespace)
  const values: Record<string, string> = {}
  for (const source of container.envFrom ?? []) Object.assign(values, reader.all(source))
  for (const variable of container.env ?? []) {
    const value = reader.one(variable)
    if (value !== undefined) values[variable.name] = value
  }
  return reader.fault === undefined ? { values } : { fault: reader.fault }
}

type Data = Readonly<Record<string, string>>

/** Reads objects and remembers the first fault. */
class ObjectReader {
  fault: string | undefined
  private readonly view: View
  private readonly namespace: string

  constructor(view: View, namespace: string) {
    this.view = view
    this.namespace = namespace
  }

  all({ prefix = '', configMapRef, secretRef }: EnvFromSource): Data {
    const data = { ...this.dataOf('ConfigMap', configMapRef), ...this.dataOf('Secret', secretRef) }
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [`${prefix}${key}`, value]))
  }

  one({ value, valueFrom }: EnvVar): string | undefined {
    if (value || !valueFrom) return undefined
    return this.keyOf('ConfigMap', valueFrom.configMapKeyRef) ?? this.keyOf('Secret', valueFrom.secretKeyRef)
  }

  private keyOf(kind: 'ConfigMap' | 'Secret', reference: KeyReference | undefined): string | undefined {
    const data = this.dataOf(kind, reference)
    if (!reference || !data) return undefined
    const { key, name, optional } = reference
    if (data[key] === undefined && !optional)
      this.fault ??= `couldn't find key ${key} in ${kind} ${this.namespace}/${name}`
    return data[key]
  }

  private dataOf(kind: 'ConfigMap' | 'Secret', choice: ObjectChoice | undefined): Data | undefined {
    if (!choice) return undefined
    const { name = '', optional } = choice
    const object = this.view.get(kind, name, this.namespace)
    if (!object && !optional) this.fault ??= `${kind.toLowerCase()} "${name}" not found`
    return kind === 'Secret' ? textsOf(object?.data) : object?.data
  }
}

/** A Secret's data as text. */
export function textsOf(data: Data | undefined): Data | undefined {
  return data && Object.fromEntries(Object.entries(data).map(([key, value]) => [key, textOfBase64(value)]))
}
