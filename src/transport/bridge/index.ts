export { clusterBridge } from './plugin'
