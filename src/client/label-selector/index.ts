export { isMet, parseLabelSelector, type Requirement, SelectorError } from './parser'
