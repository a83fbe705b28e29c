export { templateHash } from './template-hash'
