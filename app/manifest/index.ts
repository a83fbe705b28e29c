export { ManifestPane } from './loaded-pane'
