export { connectBridge } from './connect'
