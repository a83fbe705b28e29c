export type { HttpRequest, HttpResponse } from '../../src/client'
export type { Commit, View } from '../../src/store'
export type { ClockStatus, Speed } from '../../src/transport'
export { adviceFor, messageOf } from './advice'
export { openDoor, useOutside } from './outside'
export {
  type Dock,
  deselect,
  openDock,
  openManifest,
  reflectPage,
  select,
  setTheme,
  type Theme,
  usePage,
  useSelected,
} from './page'
export { type Deed, type LogEntry, perform, performWork, type Send, send, useLog } from './perform'
export { objectAt, parseReference, type Reference, referenceText, referenceTo } from './reference'
export { useNow } from './use-now'
export {
  type ClockReading,
  clusterTime,
  clusterTimeAt,
  currentView,
  request,
  startWorld,
  subscribeToWorld,
  useClock,
  useFromWorld,
  useWorld,
  useWorldFailure,
} from './world'
