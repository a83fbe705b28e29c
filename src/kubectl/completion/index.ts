export { type Candidates, completionsOf } from './completion'
