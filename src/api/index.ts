import { resources } from './resources'

export { type Api, createApi } from './api'
export type { ApiOptions, Proxy, ProxyResult, ProxyTarget } from './context'
export type { ApiSettings } from './resources'
export { defaultStatefulSet } from './resources'
/** Names of all kinds that the API serves. */
export const servedKinds: readonly string[] = resources.map(({ kind }) => kind)
