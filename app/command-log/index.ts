export { CommandLog } from './command-log'
export { OutsideSign } from './outside-sign'
