/** One rule, broken: a piece of text in one file is replaced by another. */
export interface Mutant {
  /** The rule that it breaks, as its folder's README numbers it, or a name in capitals where there are no numbers. */
  readonly rule: string
  /** What the broken code does. */
  readonly what: string
  /** Below the group's folder. */
  readonly file: string
  /** Occurs exactly once in the file. */
  readonly find: string
  readonly replace: string
}

/** The mutants of one folder, and what has to notice them. */
export interface MutantGroup {
  readonly folder: string
  /** Folders or files of tests; without them the folder's own. */
  readonly tests?: readonly string[]
  /** Recorded cases that are played where no test has noticed. */
  readonly cases: readonly string[]
  readonly mutants: readonly Mutant[]
  /** Rules that cannot be broken by themselves, and why. */
  readonly without?: Readonly<Record<string, string>>
}
