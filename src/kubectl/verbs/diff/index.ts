export { diff } from './diff'
