export { ManifestPane } from './manifest-pane'
