export { valueAt } from './json-path'
export { customResourcesOf } from './resource'
