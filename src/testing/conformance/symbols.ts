import type { KubernetesObject } from '../../kinds'

/** A JSON value while it is being rewritten. */
type Json = unknown

const uuidForm = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const timeForm = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z(?!07:00)/g
const wholeTimeForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/
const revisionForm =
  /(resourceVersion"?: ?"|ResourceVersion in object meta: |ResourceVersion in record \(|Expected resource version to be \d+, was |too old resource version: \d+ \(|Too large resource version: \d+, current: )\d+/g
const dumpedObjectForm = /Invalid value: "\{\\"(kind|apiVersion)\\".*\}": /s

/** `Kind/namespace/name` of an object. */
export function refOf(kind: string, { metadata }: KubernetesObject): string {
  return `${kind}/${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`
}

/**
 * Replaces what chance and time decide by symbols, exactly as the recorder does (oracle/record.mjs, Symbols): uids, random name suffixes,
 * service addresses, times and revisions.
 */
export class Symbols {
  keepsManagedFields = false
  private readonly table = new Map<string, string>()
  private readonly counts = new Map<string, number>()

  /** Learns the uid, the random name and the address of an object. */
  see(object: KubernetesObject): void {
    const { metadata } = object
    const id = refOf(object.kind, object)
    if (metadata.generateName && !/-\d+$/.test(metadata.name) && metadata.name.startsWith(metadata.generateName))
      this.nameSuffix(metadata.name, metadata.generateName)
    if (metadata.uid && !this.table.has(metadata.uid)) this.uid(metadata.uid, id)
    const { clusterIP } = (object as { spec?: { clusterIP?: string } }).spec ?? {}
    if (object.kind === 'Service' && clusterIP && clusterIP !== 'None' && !this.table.has(clusterIP))
      this.table.set(clusterIP, `<ip ${id}>`)
  }

  knows(uid: string): boolean {
    return this.table.has(uid)
  }

  /** A text with symbols in it. */
  text(text: string): string {
    if (wholeTimeForm.test(text)) return '<time>'
    let result = text
    for (const [from, to] of this.table) if (result.includes(from)) result = result.replaceAll(from, to)
    return result
      .replace(uuidForm, '<uuid>')
      .replace(timeForm, '<time>')
      .replace(dumpedObjectForm, 'Invalid value: "<object>": ')
      .replace(revisionForm, '$1<rv>')
  }

  /** The symbols that a step uses, turned into what they stand for in this run. */
  back(value: Json): Json {
    if (typeof value === 'string') {
      let result = value
      if (value.includes('<')) for (const [from, to] of this.table) result = result.replaceAll(to, from)
      return result
    }
    if (Array.isArray(value)) return value.map(item => this.back(item))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.back(key), this.back(item)]))
    return value
  }

  /** A whole value with symbols in it. */
  value(value: Json, name?: string): Json {
    if (typeof value === 'string') return this.word(value, name)
    if (name === 'cells' && Array.isArray(value))
      return value.map(cell => (typeof cell === 'string' ? withoutAges(this.text(cell)) : cell))
    if (Array.isArray(value)) return value.map(item => this.value(item))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value)
          .filter(([key]) => key !== 'managedFields' || this.keepsManagedFields)
          .map(([key, item]) => [this.text(key), this.value(item, key)]),
      )
    return value
  }

  private word(text: string, name: string | undefined): string {
    if (name === 'resourceVersion') return '<rv>'
    if (name === 'serverAddress') return '<server>'
    return name === 'continue' && text ? '<continue>' : this.text(text)
  }

  private nameSuffix(name: string, generateName: string): void {
    if (this.table.has(name)) return
    this.table.set(name, `${generateName}<r${this.count(generateName)}>`)
  }

  private uid(uid: string, id: string): void {
    const ref = this.text(id)
    this.table.set(uid, `<uid ${ref}#${this.count(ref)}>`)
  }

  private count(key: string): number {
    const count = (this.counts.get(key) ?? 0) + 1
    this.counts.set(key, count)
    return count
  }
}

function withoutAges(cell: string): string {
  return cell.replace(/^(?:\d+[smhdy])+$/, '<age>').replace(/\((?:\d+[smhdy])+ ago\)/, '(<age> ago)')
}
