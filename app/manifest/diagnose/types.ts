import type { ManifestObject } from '../../commands'

/** A stretch of the text: from the offset `from` up to, not including, `to`. */
export interface TextRange {
  readonly from: number
  readonly to: number
}

export interface TextEdit extends TextRange {
  readonly text: string
}

/** Edits that mend a problem; they do not overlap. */
export interface Fix {
  /** What the button says, `Indent by 2 more spaces`. */
  readonly title: string
  readonly edits: readonly TextEdit[]
}

/** Something in the text that keeps it from being applied. */
export interface Finding {
  readonly range: TextRange
  /** What is wrong. */
  readonly message: string
  /** What to write. */
  readonly advice: string
  readonly fix?: Fix
}

/** A finding with its place as people and editors count: lines and columns from 1. */
export interface Problem extends Finding {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** An object of the manifest, and where its fields are written. */
export interface LocatedObject {
  readonly object: ManifestObject
  /** Where a field is written, or the nearest one around it that is; `spec.template.spec.containers[0].image`. */
  locate(fieldPath: string): TextRange
  /** Where a value of a JSON type is written, by a path without list indices, as decoding errors name it. */
  locateType(fieldPath: string, type: string): TextRange | undefined
}

export interface Diagnosis {
  readonly problems: readonly Problem[]
  /** Everything the manifest asks for; complete only when there is no problem. */
  readonly objects: readonly LocatedObject[]
}
