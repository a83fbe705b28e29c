export { ProblemList } from './problem-list'
export { ResultList } from './result-list'
