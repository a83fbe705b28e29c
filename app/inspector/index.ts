export { ObjectPane } from './object-pane'
