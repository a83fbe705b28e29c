import { readFile } from '../../kubectl'
import { CommandProblem, nextLine, type ShellRun } from '../process'

/** Calls `use` for each line of files, or of standard input where none are named, as it comes; until it returns true. */
export function* eachLine(files: readonly string[], use: (line: string) => ShellRun<boolean | undefined>): ShellRun {
  for (const file of files.length === 0 ? ['-'] : files) {
    if (file === '-') {
      for (let line = yield* nextLine(); line !== undefined; line = yield* nextLine()) if (yield* use(line)) return
    } else for (const line of yield* linesOfFile(file)) if (yield* use(line)) return
  }
}

/** All lines of files, or of standard input where none are named. */
export function* allLines(files: readonly string[]): ShellRun<string[]> {
  const lines: string[] = []
  for (const file of files.length === 0 ? ['-'] : files) {
    if (file !== '-') lines.push(...(yield* linesOfFile(file)))
    else for (let line = yield* nextLine(); line !== undefined; line = yield* nextLine()) lines.push(line)
  }
  return lines
}

function* linesOfFile(file: string): ShellRun<readonly string[]> {
  const text = yield* readFile(file)
  if (text === undefined) throw new CommandProblem(`${file}: No such file or directory`)
  const lines = text.split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}
