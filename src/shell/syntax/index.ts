export { SyntaxProblem, Unfinished } from './errors'
export { parse } from './parse'
export type { Part, Pipeline, Redirect, Script, SimpleCommand, Stream, Word } from './types'
