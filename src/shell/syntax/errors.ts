/** What is written is no command line; the message says why, as a shell does. */
export class SyntaxProblem extends Error {
  override name = 'SyntaxProblem'
}

/** What is written has not ended yet: a quote, a `$(`, a here-document or a pipe is open. A terminal asks for another line. */
export class Unfinished extends SyntaxProblem {
  override name = 'Unfinished'
}
