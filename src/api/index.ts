export { type Api, createApi } from './api'
export type { ApiOptions, Proxy, ProxyResult, ProxyTarget } from './context'
export type { ApiSettings } from './resources'
