export { StartCard } from './start-card'
