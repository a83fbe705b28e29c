export { create } from './create'
export { withSavedConfig } from './saved-config'
