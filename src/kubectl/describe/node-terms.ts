import type { DescribeWriter } from './writer'

/** One condition on the labels of a node; on topology it is always `In`. */
export interface Requirement {
  readonly key: string
  readonly operator?: string
  readonly values?: readonly string[]
}

/** Terms, numbered, their requirements below each other (`printNodeSelectorTermsMultilineWithIndent`). */
export function writeTerms(writer: DescribeWriter, terms: readonly (readonly Requirement[])[], level: number): void {
  for (const [i, requirements] of terms.entries()) {
    writer.text(`Term ${i}:\t`, level)
    if (requirements.length === 0) writer.line('<none>')
    for (const [j, { key, operator = 'In', values = [] }] of requirements.entries()) {
      if (j > 0) writer.text('\t', level)
      writer.line(`${key} ${operator.toLowerCase()}${values.length > 0 ? ` [${values.join(', ')}]` : ''}`)
    }
  }
}
