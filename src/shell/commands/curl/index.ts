export { curl } from './curl'
