export type * from './request'
export { matchesLabels, matchesSelector } from './selectors'
export * from './status'
