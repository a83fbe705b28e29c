import { type Outcome, run, splitWords } from '../kubectl'
import { Lab } from './lab'

/** A lab and somebody with kubectl in it. Time passes while kubectl waits. */
export class Terminal extends Lab {
  readonly files = new Map<string, string>()
  /** What the person makes of a text in their editor, time by time. */
  edits: ((text: string) => string)[] = []
  /** What they were shown. */
  readonly shown: string[] = []

  kubectl(line: string, stdin?: string): Outcome {
    const { world } = this
    return run(splitWords(line), stdin, {
      send: request => world.handle(request),
      now: () => world.now,
      wait: until => {
        world.run(Math.min(until, world.now + 100))
      },
      read: path => this.files.get(path),
      write: (path, text) => {
        this.files.set(path, text)
      },
      edit: (_, text) => {
        this.shown.push(text)
        return this.edits.shift()?.(text)
      },
    })
  }

  /** The output of a command that must succeed and say nothing on the side. */
  out(line: string, stdin?: string): string {
    const { stdout, stderr, exitCode } = this.kubectl(line, stdin)
    if (exitCode !== 0 || stderr !== '') throw new Error(`kubectl ${line}: exit ${exitCode}: ${stderr}`)
    return stdout
  }

  /** What a command says that must fail. */
  error(line: string, stdin?: string): string {
    const { stderr, exitCode } = this.kubectl(line, stdin)
    if (exitCode === 0) throw new Error(`kubectl ${line} succeeded`)
    return stderr
  }
}
