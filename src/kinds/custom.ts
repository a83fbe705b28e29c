import { type Condition, type KubernetesObject, tableOf } from './meta'

/** The names of a custom kind. */
export interface CustomNames {
  readonly plural: string
  readonly singular?: string
  readonly shortNames?: readonly string[]
  readonly kind: string
  readonly listKind?: string
  readonly categories?: readonly string[]
}

/** A JSON schema as a definition writes it; read with care, for users write it. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** A column of `kubectl get`; `jsonPath` begins with a dot. */
export interface PrinterColumn {
  readonly name: string
  readonly type: string
  readonly format?: string
  readonly description?: string
  readonly priority?: number
  readonly jsonPath: string
}

export interface CustomVersion {
  readonly name: string
  readonly served: boolean
  readonly storage: boolean
  readonly deprecated?: boolean
  readonly deprecationWarning?: string
  readonly schema?: { readonly openAPIV3Schema?: JsonSchema }
  readonly subresources?: {
    readonly status?: object
    readonly scale?: {
      readonly specReplicasPath: string
      readonly statusReplicasPath: string
      readonly labelSelectorPath?: string
    }
  }
  readonly additionalPrinterColumns?: readonly PrinterColumn[]
  readonly selectableFields?: readonly { readonly jsonPath: string }[]
}

/** What makes the API serve a kind that it did not know. */
export interface CustomResourceDefinition extends KubernetesObject {
  readonly spec: {
    readonly group: string
    readonly names: CustomNames
    readonly scope: 'Cluster' | 'Namespaced'
    readonly versions: readonly CustomVersion[]
    readonly conversion?: { readonly strategy: string; readonly webhook?: unknown }
    readonly preserveUnknownFields?: boolean
  }
  readonly status: {
    readonly conditions: readonly Condition[]
    readonly acceptedNames: CustomNames
    readonly storedVersions: readonly string[] | null
  }
}

/** The table of the store where the objects of a custom kind lie. */
export function customTable({ spec }: Pick<CustomResourceDefinition, 'spec'>): string {
  return tableOf({ apiVersion: `${spec.group}/v1`, kind: spec.names.kind })
}
