export type { HttpRequest, HttpResponse } from '../../src/client'
export type { Commit, View } from '../../src/store'
export type { ClockStatus, ClusterAddress, Connection, Speed } from '../../src/transport'
export { adviceFor, messageOf } from './advice'
export { openCluster, openClusterOf, ownClusterLink, useCluster } from './cluster'
export { openDoor, useOutside } from './outside'
export {
  type Dock,
  deselect,
  openDock,
  openManifest,
  openTerminal,
  reflectPage,
  select,
  setTheme,
  type Theme,
  usePage,
  useSelected,
} from './page'
export { type Deed, type LogEntry, logTyped, perform, performWork, type Send, send, useLog } from './perform'
export { ask, type Question, useQuestion } from './question'
export { objectAt, parseReference, type Reference, referenceText, referenceTo } from './reference'
export { useNow } from './use-now'
export {
  type ClockReading,
  clusterTime,
  clusterTimeAt,
  currentView,
  hasSimulation,
  realMsUntil,
  request,
  retryConnection,
  startWorld,
  subscribeToWorld,
  useClock,
  useConnection,
  useFromWorld,
  useHasSimulation,
  useWorld,
  useWorldFailure,
} from './world'
