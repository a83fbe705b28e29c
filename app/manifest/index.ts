export { pageFiles } from './files/page-files'
export { ManifestPane } from './loaded-pane'
