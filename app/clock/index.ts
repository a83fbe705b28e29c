export { ClockBar } from './clock-bar'
