import { compareText, isRecord } from '../../base'
import { type FieldSet, type FieldSetBuilder, newFieldSet } from './field-set'

/** The JSON form of a field set, as `managedFields[].fieldsV1` holds it. */
export function encodeFields(set: FieldSet): Readonly<Record<string, unknown>> {
  const json: Record<string, unknown> = {}
  if (set.isMember && set.children.size > 0) json['.'] = {}
  for (const element of [...set.children.keys()].sort(compareText))
    json[element] = encodeFields(set.children.get(element) as FieldSet)
  return json
}

/** Reads `fieldsV1`; what is not of its form is left out. */
export function decodeFields(json: unknown): FieldSet {
  const set = newFieldSet()
  if (isRecord(json)) for (const element in json) if (element !== '.') addChild(set, element, json[element])
  return set
}

function addChild(parent: FieldSetBuilder, element: string, json: unknown): void {
  if (!/^[fkvi]:/.test(element) || !isRecord(json)) return
  const child = newFieldSet()
  let count = 0
  for (const key in json) {
    count++
    if (key === '.') child.isMember = true
    else addChild(child, key, json[key])
  }
  if (count === 0) child.isMember = true
  parent.children.set(element, child)
}

/** All paths of a set as messages print them, `.spec.containers[name="main"].image`; a path before what lies below it. */
export function pathTexts(set: FieldSet, prefix = ''): readonly string[] {
  const elements = [...set.children.keys()].sort(compareText)
  const members = elements
    .filter(element => set.children.get(element)?.isMember)
    .map(element => prefix + elementText(element))
  const below = elements.flatMap(element =>
    pathTexts(set.children.get(element) as FieldSet, prefix + elementText(element)),
  )
  return [...members, ...below]
}

/** One element of a path, as messages print it. */
export function elementText(element: string): string {
  const rest = element.slice(2)
  if (element.startsWith('f:')) return `.${rest}`
  if (element.startsWith('v:')) return `[=${rest}]`
  const keys = JSON.parse(rest) as Record<string, unknown>
  const pairs = Object.entries(keys).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  return `[${pairs.join(',')}]`
}
