export { exec } from './exec'
export { logs } from './logs'
export { attach, cp, debug, portForward, proxy } from './sessions'
