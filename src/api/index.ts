import { resources } from './resources'

export { type Api, createApi } from './api'
export type { ApiOptions, Proxy, ProxyResult, ProxyTarget } from './context'
export type { ApiSettings } from './resources'
export { defaultStatefulSet, systemPriorityClasses } from './resources'
/** Names of all kinds that the API serves. */
export const servedKinds: readonly string[] = resources.map(({ kind }) => kind)
/** The kinds that live in namespaces, with the names that messages about their deletion use. */
export const namespacedKinds = resources
  .filter(({ namespaced }) => namespaced)
  .map(({ kind, plural, group }) => ({ kind, plural, group }))
