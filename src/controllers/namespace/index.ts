export { namespaceController } from './controller'
export type { NamespacedKind } from './settings'
