import { deepEqual, isRecord } from '../../base'
import { failure, StatusError } from '../../client'
import { type JsonRecord, put } from '../schema'
import { jsonKind, unprocessable, unreadable } from './errors'

type Container = Readonly<JsonRecord> | readonly unknown[]

interface Operation {
  readonly op: string
  readonly path: string | undefined
  readonly from: string | undefined
  readonly value: unknown
}

/** `maxJSONPatchOperations` */
const operationsMost = 10_000
/** `JSONPatchMaxCopyBytes`: `copy` operations that double a document soon fill the memory. */
const copiedMost = 3 * 1024 * 1024

const known: ReadonlySet<string> = new Set(['op', 'path', 'from', 'value'])

/**
 * Applies RFC 6902 as the API server does with evanphx/json-patch v4: replacing an absent key adds it, indexes may count from the end, and
 * any misfit is a 422 without details. The document is left alone; the result shares what no operation touched.
 */
export function applyJsonPatch(document: unknown, operations: unknown): unknown {
  const parsed = parseOperations(operations)
  if (parsed.length > operationsMost) throw tooManyOperations(parsed.length)
  let copied = 0
  let result = document
  for (const operation of parsed) {
    if (operation.op === 'copy') copied += sizeOf(valueAt(result, operation.from))
    if (copied > copiedMost) throw unprocessable()
    result = applyOperation(result, operation)
  }
  return result
}

/** Fields of operations that mean nothing, as strict decoding names them: `[0].pathh`. */
export function unknownOperationFields(operations: unknown): readonly string[] {
  if (!Array.isArray(operations)) return []
  return operations.flatMap((operation: unknown, index) =>
    isRecord(operation)
      ? Object.keys(operation)
          .filter(key => !known.has(key))
          .map(key => `[${index}].${key}`)
      : [],
  )
}

function tooManyOperations(count: number): StatusError {
  const message = `The allowed maximum operations in a JSON patch is ${operationsMost}, got ${count}`
  return new StatusError(failure('RequestEntityTooLarge', message))
}

function parseOperations(operations: unknown): readonly Operation[] {
  if (!Array.isArray(operations)) throw mistyped(operations, 'Go value', '[]handlers.jsonPatchOp')
  return operations.map((operation: unknown) => {
    if (!isRecord(operation)) throw mistyped(operation, 'Go value', 'handlers.jsonPatchOp')
    return {
      op: textField(operation, 'op') ?? '',
      path: textField(operation, 'path'),
      from: textField(operation, 'from'),
      value: operation.value ?? null,
    }
  })
}

function textField(operation: JsonRecord, key: string): string | undefined {
  const value = Object.hasOwn(operation, key) ? operation[key] : undefined
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw mistyped(value, `Go struct field jsonPatchOp.${key}`, 'string')
  return value
}

function mistyped(value: unknown, place: string, goType: string): StatusError {
  return unreadable(`error decoding patch: json: cannot unmarshal ${jsonKind(value)} into ${place} of type ${goType}`)
}

function applyOperation(document: unknown, { op, path, from, value }: Operation): unknown {
  switch (op) {
    case 'add':
      return changeAt(document, path, (container, key) => added(container, key, value))
    case 'remove':
      return changeAt(document, path, removed)
    case 'replace':
      if (path === '') return replacedRoot(value)
      return changeAt(document, path, (container, key) => replaced(container, key, value))
    case 'move': {
      const moved = valueAt(document, from)
      const without = changeAt(document, from, removed)
      return changeAt(without, path, (container, key) => added(container, key, moved))
    }
    case 'copy': {
      const copied = valueAt(document, from)
      return changeAt(document, path, (container, key) => added(container, key, copied))
    }
    case 'test':
      if (!deepEqual(path === '' ? document : valueAt(document, path), value)) throw unprocessable()
      return document
    default:
      throw unprocessable()
  }
}

function replacedRoot(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) throw unprocessable()
  return value
}

/** The parts of a JSON pointer; what stands before the first slash does not count. */
function pointer(path: string | undefined): readonly string[] {
  const parts = path?.split('/') ?? []
  if (parts.length < 2) throw unprocessable()
  return parts.slice(1).map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The value a pointer names; `null` for a key that the object around it does not have. */
function valueAt(document: unknown, path: string | undefined): unknown {
  let value = document
  for (const part of pointer(path)) {
    const container = asContainer(value)
    value = isList(container) ? container[indexOf(part, container.length)] : ownValue(container, part)
  }
  return value ?? null
}

/** Rebuilds the containers on the way to a pointer's last part, where `change` makes the new one. */
function changeAt(
  document: unknown,
  path: string | undefined,
  change: (container: Container, key: string) => Container,
): unknown {
  const parts = pointer(path)
  const descend = (value: unknown, depth: number): Container => {
    const container = asContainer(value)
    const part = parts[depth] as string
    if (depth === parts.length - 1) return change(container, part)
    if (!isList(container)) return replaced(container, part, descend(ownValue(container, part), depth + 1))
    const index = indexOf(part, container.length)
    return container.with(index, descend(container[index], depth + 1))
  }
  return descend(document, 0)
}

function asContainer(value: unknown): Container {
  if (typeof value !== 'object' || value === null) throw unprocessable()
  return value as Container
}

function isList(container: Container): container is readonly unknown[] {
  return Array.isArray(container)
}

function ownValue(record: Readonly<JsonRecord>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** A place below `length`; a negative one counts from the end. */
function indexOf(part: string, length: number): number {
  if (!/^[+-]?\d+$/.test(part)) throw unprocessable()
  const index = Number(part)
  if (index >= length || index < -length) throw unprocessable()
  return index < 0 ? index + length : index
}

function added(container: Container, key: string, value: unknown): Container {
  if (!isList(container)) return replaced(container, key, value)
  return container.toSpliced(key === '-' ? container.length : indexOf(key, container.length + 1), 0, value)
}

function replaced(container: Container, key: string, value: unknown): Container {
  if (isList(container)) return container.with(indexOf(key, container.length), value)
  const next = { ...container }
  put(next, key, value)
  return next
}

function removed(container: Container, key: string): Container {
  if (isList(container)) return container.toSpliced(indexOf(key, container.length), 1)
  if (!Object.hasOwn(container, key)) throw unprocessable()
  const next = { ...container }
  delete next[key]
  return next
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value).length
}
