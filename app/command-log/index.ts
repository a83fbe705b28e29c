export { CommandLog } from './command-log'
