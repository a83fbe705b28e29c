export { matchesNodeSelector, matchesTerm } from './node-selectors'
export type * from './request'
export { matchesLabels, matchesSelector } from './selectors'
export * from './status'
