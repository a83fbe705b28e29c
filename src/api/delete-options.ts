import { isRecord } from '../base'
import type { DeleteOptions, HttpRequest } from '../client'
import { notAnObject, readBody } from './body'
import { badRequest } from './errors'
import { invalidOptions, isOn, wholeNumber } from './list-options'
import { type FieldError, invalidValue, notSupported } from './resources'
import { decode, schemaOf } from './schema'
import { dryRunErrors } from './write-options'

/**
 * What a DELETE asks for: the body says it, and the query only where there is no body (apiserver `endpoints/handlers/delete.go`). Throws 400
 * and 422 for what makes no sense.
 */
export function deleteOptionsOf({ body, contentType }: HttpRequest, query: URLSearchParams): DeleteOptions {
  const options = body === undefined || body === '' ? fromQuery(query) : fromBody(body, contentType)
  const errors = optionErrors(options)
  if (errors.length > 0) throw invalidOptions('DeleteOptions', errors)
  return options
}

/** Whether the options ask for the answer only. */
export function isDryRun({ dryRun }: DeleteOptions): boolean {
  return dryRun?.includes('All') ?? false
}

function fromQuery(query: URLSearchParams): DeleteOptions {
  const grace = wholeNumber(query, 'gracePeriodSeconds')
  const policy = query.get('propagationPolicy') as DeleteOptions['propagationPolicy'] | null
  return {
    ...(grace !== undefined && { gracePeriodSeconds: grace }),
    ...(policy && { propagationPolicy: policy }),
    ...(query.has('orphanDependents') && { orphanDependents: isOn(query, 'orphanDependents') }),
    ...(query.has('dryRun') && { dryRun: query.getAll('dryRun') }),
  }
}

function fromBody(body: unknown, contentType: string | undefined): DeleteOptions {
  const { value } = readBody(body, contentType)
  if (!isRecord(value)) throw notAnObject(undefined, value)
  return checkedOptions(value)
}

/** DeleteOptions as they come in a body, or inside an Eviction. Throws 400 for another kind and for wrongly typed fields. */
export function checkedOptions(value: Readonly<Record<string, unknown>>): DeleteOptions {
  const { kind, apiVersion } = value
  if (kind && kind !== 'DeleteOptions')
    throw badRequest(
      `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion ?? '')} in scheme "pkg/runtime/scheme.go:111"`,
    )
  const { value: options, error } = decode(value, schemaOf('DeleteOptions'))
  if (error !== undefined) throw badRequest(error)
  return options as DeleteOptions
}

const policies = ['Foreground', 'Background', 'Orphan']

function optionErrors({ orphanDependents, propagationPolicy, dryRun = [] }: DeleteOptions): readonly FieldError[] {
  const errors: FieldError[] = []
  const path = 'propagationPolicy'
  if (propagationPolicy !== undefined) {
    const both = 'orphanDependents and deletionPropagation cannot be both set'
    if (orphanDependents !== undefined) errors.push(invalidValue(path, propagationPolicy, both))
    if (!policies.includes(propagationPolicy)) errors.push(notSupported(path, propagationPolicy, [...policies, 'nil']))
  }
  return [...errors, ...dryRunErrors(dryRun)]
}
