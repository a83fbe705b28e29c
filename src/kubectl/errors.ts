import { type Status, StatusError } from '../client'

/** What ends a command with a message of kubectl's own. */
export class CommandError extends Error {
  override name = 'CommandError'
  readonly exitCode: number

  constructor(message: string, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

/** Ends a command with a message that is printed as it is, without `error: ` before it. */
export class PlainError extends CommandError {
  override name = 'PlainError'
}

/** Ends a command that has already said everything. */
export class SilentExit extends Error {
  override name = 'SilentExit'
  readonly exitCode: number

  constructor(exitCode = 1) {
    super('exit')
    this.exitCode = exitCode
  }
}

/** Several things that went wrong, in order (Go's `utilerrors.Aggregate`). */
export class SeveralErrors extends Error {
  override name = 'SeveralErrors'
  readonly errors: readonly unknown[]

  constructor(errors: readonly unknown[]) {
    super(joined(errors))
    this.errors = errors
  }
}

/** One error for several: itself when there is one, nothing when there is none. */
export function aggregate(errors: readonly unknown[]): unknown {
  return errors.length <= 1 ? errors[0] : new SeveralErrors(errors)
}

/** Throws what was collected, if anything was. */
export function throwAll(errors: readonly unknown[]): void {
  if (errors.length > 0) throw aggregate(errors)
}

/** All errors of nested collections, one after the other. */
export function flattened(error: unknown): readonly unknown[] {
  return error instanceof SeveralErrors ? error.errors.flatMap(flattened) : [error]
}

function joined(errors: readonly unknown[]): string {
  const messages = [...new Set(errors.flatMap(flattened).map(messageOf))]
  return messages.length === 1 ? (messages[0] as string) : `[${messages.join(', ')}]`
}

/** What Go's `err.Error()` says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Whether the API refused with this reason. */
export function isReason(error: unknown, reason: Status['reason']): boolean {
  return error instanceof StatusError && error.status.reason === reason
}

/** A refusal with what kubectl was doing put before its message (`cmdutil.AddSourceToErr`). */
export function whileDoing(verb: string, source: string | undefined, error: unknown): unknown {
  if (source === undefined) return error
  if (error instanceof StatusError)
    return new StatusError({ ...error.status, message: `error when ${verb} "${source}": ${error.message}` })
  return new CommandError(`error when ${verb} "${source}": ${messageOf(error)}`)
}

/** The error of a command used the wrong way (`cmdutil.UsageErrorf`). */
export function usageError(commandPath: string, message: string, exitCode = 1): CommandError {
  return new CommandError(`${message}\nSee '${commandPath} -h' for help and examples`, exitCode)
}

/** What a failed command prints to standard error, and its exit code (`cmdutil.CheckErr`). */
export function report(error: unknown): { readonly text: string; readonly exitCode: number } {
  if (error instanceof SilentExit) return { text: '', exitCode: error.exitCode }
  // One error that was collected alone is printed as itself; one that was collected twice as one of several (`checkErr`).
  const only = error instanceof SeveralErrors && error.errors.length === 1 ? error.errors[0] : error
  const { text, exitCode } = reported(only)
  return { text: text.endsWith('\n') ? text : `${text}\n`, exitCode }
}

function reported(error: unknown): { readonly text: string; readonly exitCode: number } {
  if (error instanceof SeveralErrors)
    return { text: error.errors.map(each => `${inStandardForm(each)}\n`).join(''), exitCode: 1 }
  if (error instanceof StatusError && error.status.reason === 'Invalid')
    return { text: invalidText(error.status), exitCode: 1 }
  const standard = standardMessage(error)
  if (standard !== undefined) return { text: standard, exitCode: 1 }
  const message = messageOf(error)
  const exitCode = error instanceof CommandError ? error.exitCode : 1
  const isWhole = error instanceof PlainError || message.startsWith('error: ')
  return { text: isWhole ? message : `error: ${message}`, exitCode }
}

function invalidText({ message, details }: Status): string {
  const general = 'The request is invalid'
  if (!details) return message ? `${general}: ${message}` : general
  const causes = [...new Set((details.causes ?? []).map(cause => `${cause.field ?? ''}: ${cause.message ?? ''}`))]
  let head = general
  if (details.kind || details.name) head = `The ${details.kind ?? ''} "${details.name ?? ''}" is invalid`
  else if (message && causes.length === 0) head = `${general}: ${message}`
  if (causes.length === 0) return head
  return causes.length === 1 ? `${head}: ${causes[0]}\n` : `${head}: \n${causes.map(cause => `* ${cause}\n`).join('')}`
}

/** How kubectl words a refusal of the API; undefined for other errors (`StandardErrorMessage`). */
export function standardMessage(error: unknown): string | undefined {
  if (!(error instanceof StatusError)) return undefined
  const { reason, message = '' } = error.status
  if (reason === 'Unauthorized') return `error: You must be logged in to the server (${message})`
  return reason ? `Error from server (${reason}): ${message}` : `Error from server: ${message}`
}

/** An error as one of several is printed: without `error: ` before it. */
export function inStandardForm(error: unknown): string {
  return standardMessage(error) ?? messageOf(error)
}
