import { CommandError } from '../errors'
import type { ApiObject } from '../resources'
import { JsonPath, relaxedPath, shown } from './jsonpath'
import { TabWriter, tableLayout } from './tab-writer'
import { withoutEscapes } from './table'

interface CustomColumn {
  readonly header: string
  readonly path: JsonPath
}

/** Columns written as `NAME:.metadata.name,NODE:.spec.nodeName`. Throws CommandError. */
export function columnsOf(spec: string): readonly CustomColumn[] {
  if (spec === '') throw new CommandError('custom-columns format specified but no custom columns given')
  return spec.split(',').map(part => {
    const colon = part.indexOf(':')
    if (colon < 0) throw new CommandError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`)
    return { header: part.slice(0, colon), path: new JsonPath(relaxedPath(part.slice(colon + 1)), true) }
  })
}

/** Columns written as two lines of words, headers and paths. Throws CommandError. */
export function columnsOfFile(text: string): readonly CustomColumn[] {
  const expected = 'Expected format is one line of space separated headers, one line of space separated column specs.'
  const [headerLine, specLine] = text.split('\n')
  if (!headerLine) throw new CommandError(`invalid template, missing header line. ${expected}`)
  if (!specLine) throw new CommandError(`invalid template, missing spec line. ${expected}`)
  const headers = headerLine.trim().split(/\s+/)
  const paths = specLine.trim().split(/\s+/)
  if (headers.length !== paths.length)
    throw new CommandError(
      `number of headers (${headers.length}) and field specifications (${paths.length}) don't match`,
    )
  return headers.map((header, i) => ({ header, path: new JsonPath(relaxedPath(paths[i] as string), true) }))
}

/** Prints objects in columns that the person chose (`customcolumn.go`). */
export class CustomColumnsPrinter {
  private readonly columns: readonly CustomColumn[]
  private hasHeader: boolean

  constructor(columns: readonly CustomColumn[], hasNoHeaders: boolean) {
    this.columns = columns
    this.hasHeader = hasNoHeaders
  }

  print(objects: readonly ApiObject[]): string {
    const writer = new TabWriter(tableLayout)
    if (!this.hasHeader) writer.write(`${this.columns.map(({ header }) => header).join('\t')}\n`)
    this.hasHeader = true
    for (const object of objects) writer.write(`${this.columns.map(column => cellOf(column, object)).join('\t')}\n`)
    return writer.take()
  }
}

function cellOf({ path }: CustomColumn, object: ApiObject): string {
  const found = path.find(object)
  if (found.length === 0 || found[0]?.length === 0) return '<none>'
  return found.flatMap(values => values.map(value => withoutEscapes(shown(value)))).join(',')
}
