import { isRecord } from '../../base'
import { parseGroupVersion, printedKindOf } from '../discovery'
import { CommandError, messageOf } from '../errors'
import { type FlagValues, parseBool } from '../flags'
import { type Run, readFile } from '../process'
import { type ApiObject, itemsOf } from '../resources'
import { CustomColumnsPrinter, columnsOf, columnsOfFile } from './custom-columns'
import { indentedJson } from './json'
import { JsonPath } from './jsonpath'
import { kyamlOf } from './kyaml'
import { GoTemplate } from './template'
import { yamlOf } from './yaml'

/** Prints objects in the form that `-o` asks for. It may remember what it has printed, as YAML's separators need. */
export interface Printer {
  print(object: ApiObject): string
  /** Whether it says what was done, rather than show the object. */
  readonly saysWhatWasDone?: boolean
}

const generalFormats = [
  'json',
  'yaml',
  'kyaml',
  'name',
  'go-template',
  'go-template-file',
  'template',
  'templatefile',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
]

/**
 * The printer of a command that changes objects: `pod/web-0 labeled`, or the form that `-o` asks for. `operation` comes after the name, and after
 * that the note that it was a dry run, for commands that say so. Throws CommandError for a form that is none.
 */
export function* printerFor(flags: FlagValues, operation: string, note = dryRunNote(flags)): Run<Printer> {
  const format = formatOf(flags)
  if (format === '') return { print: object => nameLine(object, operation + note), saysWhatWasDone: true }
  const printer = yield* formPrinter(format, flags)
  if (printer) return printer
  throw noPrinter(format, generalFormats)
}

/** The printer that `get` uses for `-o` when it is no table. Throws CommandError. */
export function* formPrinterForGet(flags: FlagValues): Run<Printer> {
  const format = formatOf(flags)
  if (format.startsWith('custom-columns')) {
    const columns = yield* customColumns(format, flags)
    if (columns) return columns
  }
  const printer = yield* formPrinter(format, flags)
  if (printer) return printer
  throw noPrinter(format, [...generalFormats, 'custom-columns', 'custom-columns-file', 'wide'])
}

function formatOf(flags: FlagValues): string {
  const format = flags.text('output')
  return format === '' && flags.text('template') !== '' ? 'go-template' : format
}

/** Refuses a form that a command does not have (`NoCompatiblePrinterError`). */
export function noPrinter(format: string, allowed: readonly string[]): CommandError {
  const list = [...allowed].sort().join(',')
  return new CommandError(
    `unable to match a printer suitable for the output format ${JSON.stringify(format)}, allowed formats are: ${list}`,
  )
}

function* formPrinter(format: string, flags: FlagValues): Run<Printer | undefined> {
  const shown = flags.bool('show-managed-fields') ? (object: ApiObject) => object : withoutManagedFields
  if (format === 'json') return { print: object => `${indentedJson(shown(object))}\n` }
  if (format === 'yaml') return yamlPrinter(shown)
  if (format === 'kyaml') return { print: object => kyamlOf(shown(object)) }
  if (format === 'name')
    return {
      print: object =>
        itemsOf(object)
          .map(item => nameLine(item, ''))
          .join(''),
    }
  return yield* templatePrinter(format, flags)
}

function yamlPrinter(shown: (object: ApiObject) => ApiObject): Printer {
  let hasPrinted = false
  return {
    print: object => {
      const separator = hasPrinted ? '---\n' : ''
      hasPrinted = true
      return separator + yamlOf(shown(object))
    },
  }
}

/** `pod/web-0` and what was done to it. */
export function nameLine({ apiVersion = '', kind = '', metadata }: ApiObject, operation: string): string {
  const { group } = parseGroupVersion(apiVersion)
  const words = [`${printedKindOf({ group, kind })}/${metadata?.name || '<unknown>'}`, operation]
  return `${words.filter(word => word !== '').join(' ')}\n`
}

/** What a dry run adds to the words of what was done. */
export function dryRunNote(flags: FlagValues): string {
  if (!flags.has('dry-run')) return ''
  const strategy = dryRunOf(flags)
  return strategy === 'client' ? ' (dry run)' : strategy === 'server' ? ' (server dry run)' : ''
}

/** What `--dry-run` asks for. Throws CommandError. */
export function dryRunOf(flags: FlagValues): 'none' | 'client' | 'server' {
  const text = flags.text('dry-run')
  if (text === 'unchanged') return 'client'
  const old = parseBool(text)
  if (old !== undefined) return old ? 'client' : 'none'
  if (text === 'none' || text === 'client' || text === 'server') return text
  throw new CommandError(`Invalid dry-run value (${text}). Must be "none", "server", or "client".`)
}

function withoutManagedFields(object: ApiObject): ApiObject {
  const { metadata, items } = object
  const own = metadata && 'managedFields' in metadata ? { ...object, metadata: without(metadata) } : object
  if (!Array.isArray(items)) return own
  return { ...own, items: items.map(item => (isRecord(item) ? withoutManagedFields(item as ApiObject) : item)) }
}

function without({ managedFields: _, ...metadata }: Readonly<Record<string, unknown>>): ApiObject['metadata'] {
  return metadata
}

const templateForms = ['go-template-file', 'go-template', 'templatefile', 'template']
const pathForms = ['jsonpath-as-json', 'jsonpath-file', 'jsonpath']

function* templatePrinter(format: string, flags: FlagValues): Run<Printer | undefined> {
  const equals = format.indexOf('=')
  const given = flags.text('template')
  const form = given === '' && equals >= 0 ? format.slice(0, equals) : format
  if (![...templateForms, ...pathForms].includes(form)) return undefined
  const text = given !== '' ? given : equals < 0 ? '' : format.slice(equals + 1)
  if (text === '') throw new CommandError('template format specified but no template given')
  const template = form.endsWith('file') ? yield* fileOf(text) : text
  return pathForms.includes(form) ? pathPrinter(form, template, flags) : goTemplatePrinter(template, flags)
}

function* fileOf(path: string): Run<string> {
  const text = yield* readFile(path)
  if (text === undefined)
    throw new CommandError(`error reading --template ${path}, open ${path}: no such file or directory`)
  return text
}

function pathPrinter(form: string, template: string, flags: FlagValues): Printer {
  let path: JsonPath
  try {
    path = new JsonPath(template, flags.bool('allow-missing-template-keys'))
  } catch (error) {
    throw new CommandError(`error parsing jsonpath ${template}, ${messageOf(error)}`)
  }
  return {
    print: object => {
      try {
        return form === 'jsonpath-as-json' ? path.printJson(object) : path.print(object)
      } catch (error) {
        throw new CommandError(
          `error executing jsonpath ${JSON.stringify(template)}: Error executing template: ${messageOf(error)}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(object)}\n\n\n`,
        )
      }
    },
  }
}

/** A value as Go's `%#v` prints what JSON was decoded to. */
function goSyntax(value: unknown): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`
  if (isRecord(value))
    return `map[string]interface {}{${Object.keys(value)
      .sort()
      .map(key => `${JSON.stringify(key)}:${goSyntax(value[key])}`)
      .join(', ')}}`
  if (value === null || value === undefined) return 'interface {}(nil)'
  return JSON.stringify(value)
}

function goTemplatePrinter(text: string, flags: FlagValues): Printer {
  let template: GoTemplate
  try {
    template = new GoTemplate(text, flags.bool('allow-missing-template-keys'))
  } catch (error) {
    throw new CommandError(`error parsing template ${text}, ${messageOf(error)}`)
  }
  return { print: object => template.print(object) }
}

function* customColumns(format: string, flags: FlagValues): Run<Printer | undefined> {
  const [form = '', ...rest] = format.split('=')
  const given = flags.text('template')
  const text = rest.length > 0 ? rest.join('=') : given
  if (form !== 'custom-columns' && form !== 'custom-columns-file') return undefined
  if (text === '') throw new CommandError('custom-columns format specified but no custom columns given')
  const columns = form === 'custom-columns' ? columnsOf(text) : columnsOfFile(yield* fileOf(text))
  const printer = new CustomColumnsPrinter(columns, flags.bool('no-headers'))
  return { print: object => printer.print(itemsOf(object)) }
}
