export { Journal } from './journal'
export { lock } from './lock'
export { readState, type SavedState } from './read-state'
export { StateError } from './state-error'
