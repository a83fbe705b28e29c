export { aggregatedDiscovery } from './aggregated'
export { discovery } from './documents'
