/** One measured figure. */
export interface Line {
  readonly name: string
  readonly value: number
  readonly unit: string
}

/** The figures as a table for people. */
export function tableOf(lines: readonly Line[]): string {
  const width = Math.max(...lines.map(({ name }) => name.length))
  return lines
    .map(({ name, value, unit }) => `${name.padEnd(width)}  ${value.toLocaleString('en-US').padStart(12)} ${unit}`)
    .join('\n')
}
