export { type Completion, complete } from './completion'
export type { Session, ShellEffect, ShellRun } from './process'
export { newSession, runLine } from './running/run'
export { parse, SyntaxProblem, Unfinished } from './syntax'
