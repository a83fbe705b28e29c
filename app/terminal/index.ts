export type { PageFiles } from './files'
export { Terminal } from './loaded-terminal'
