export { createProxy, type ProxyRoute, proxyRequest } from './proxy'
export type { Reached } from './reach'
