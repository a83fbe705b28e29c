/** One command line of a story, and what its user must notice. */
export interface Line {
  /** kubectl where it is absent. */
  readonly program?: 'helm'
  /** What is typed after `kubectl ` or `helm `. Words in single or double quotes stay together. */
  readonly command: string
  readonly stdin?: string
  /** Exit code; 'any' for what is ended from outside. */
  readonly code: number
  /** Stand in what is printed, on either stream; blanks count as one. */
  readonly says: readonly (string | RegExp)[]
  /** Stand nowhere in it. */
  readonly never: readonly string[]
  /** A command that goes on by itself (`-w`, `-f`, `proxy`): it is ended as soon as it has said everything. */
  readonly goesOn?: {
    /** Typed as soon as this one has said its first words. */
    readonly meanwhile?: string
    /** Asked of the address that it has printed; what is answered counts as said. */
    readonly fetches?: string
  }
}

/** Lines that are typed one after another. */
export interface Story {
  readonly title: string
  readonly needsHelm?: true
  readonly lines: readonly Line[]
}

type Words = readonly (string | RegExp)[]

/** A command that succeeds, and says this. */
export function ok(command: string, ...says: Words): Line {
  return { command, code: 0, says, never: [] }
}

/** A command that ends with this code, and says this. */
export function ends(code: number, command: string, ...says: Words): Line {
  return { command, code, says, never: [] }
}

/** The same, typed at helm. */
export function helm(line: Line): Line {
  return { ...line, program: 'helm' }
}

/** A command that reads this from its standard input. */
export function given(stdin: string, line: Line): Line {
  return { ...line, stdin }
}

/** A command that must not say this. */
export function never(line: Line, ...words: readonly string[]): Line {
  return { ...line, never: words }
}

/** A command that goes on, and comes to say all this when another is typed meanwhile. */
export function goesOn(command: string, meanwhile: string | undefined, ...says: Words): Line {
  return { command, code: 0, says, never: [], goesOn: { ...(meanwhile !== undefined && { meanwhile }) } }
}

/** A command that serves at an address which it prints: what this path answers there counts as said. */
export function serves(command: string, path: string, ...says: Words): Line {
  return { command, code: 0, says, never: [], goesOn: { fetches: path } }
}
