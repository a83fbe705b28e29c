import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { StatusError } from '../../client'
import { applyMergePatch } from '../patch'
import { type JsonRecord, schemaOf } from '../schema'
import { applyServerSide, updateManagedFields } from './index'

interface Step {
  readonly step: { readonly request?: readonly Request[] | Request }
  readonly responses?: readonly { readonly code: number; readonly body?: Answer }[]
  readonly put?: Readonly<Record<string, unknown>>
  readonly changed?: Readonly<Record<string, unknown>>
}
interface Request {
  readonly method: string
  readonly path: string
  readonly type?: string
  readonly body?: unknown
}
type Answer = JsonRecord & { readonly kind: string; readonly message?: string }
interface Case {
  readonly title: string
  readonly request: Request
  readonly kind: string
  readonly live: JsonRecord | undefined
  readonly code: number
  readonly answer: Answer
}

const now = Date.UTC(2026, 0, 1)
const kinds: Readonly<Record<string, string>> = { configmaps: 'ConfigMap', statefulsets: 'StatefulSet', pods: 'Pod' }

/** The writes of a recorded case, each with the object it met and what the real server answered. */
function recordedWrites(name: string): readonly Case[] {
  const text = readFileSync(`conformance/cases/api/${name}.recorded.json`, 'utf8')
  const { steps } = JSON.parse(text.replaceAll('<time>', '2026-01-01T00:00:00Z')) as { steps: readonly Step[] }
  const live = new Map<string, JsonRecord>()
  const cases: Case[] = []
  for (const { step, responses, put, changed } of steps) {
    for (const [index, request] of [step.request ?? []].flat().entries()) {
      const { code = 0, body: answer } = responses?.[index] ?? {}
      const [, plural = '', named] = /\/namespaces\/default\/(\w+)(?:\/(\w+))?(?:\/status)?\?/.exec(request.path) ?? []
      const kind = kinds[plural]
      if (!kind || !answer) continue
      const own = (request.body as { metadata?: { name?: string } }).metadata?.name
      const key = `${kind}/default/${named ?? own}`
      const title = `${request.method} ${request.path} ${JSON.stringify(request.body)}`
      cases.push({ title, request, kind, live: live.get(key), code, answer })
      if (code < 300) live.set(key, answer)
    }
    for (const [key, object] of Object.entries(put ?? {})) live.set(key, object as JsonRecord)
    for (const [key, patch] of Object.entries(changed ?? {})) {
      const was = live.get(key)
      const isShown = JSON.stringify(was)?.includes(JSON.stringify((patch as JsonRecord).status ?? {}).slice(1, -1))
      if (was && !isShown) live.set(key, applyMergePatch(was, patch) as JsonRecord)
    }
  }
  return cases
}

function query(request: Request): URLSearchParams {
  return new URL(request.path, 'http://server').searchParams
}

function withoutManaged(object: JsonRecord): JsonRecord {
  return applyMergePatch(object, { metadata: { managedFields: null } }) as JsonRecord
}

/** Entries without times, by name: what happened in which second is not recorded. */
function managed(object: JsonRecord): unknown {
  const { managedFields = [] } = object.metadata as { managedFields?: { manager: string; operation: string }[] }
  return managedFields
    .map(entry => ({ ...entry, time: undefined }))
    .toSorted((a, b) => (a.operation + a.manager < b.operation + b.manager ? -1 : 1))
}

describe('server-side apply answers as recorded', () => {
  const cases = recordedWrites('server-side-apply').filter(
    ({ request, answer }) =>
      request.type === 'application/apply-patch+yaml' &&
      query(request).has('fieldManager') &&
      !answer.message?.includes('does not match the name'),
  )
  test('there are such cases', () => expect(cases.length).toBeGreaterThan(12))
  test.each(cases)('$title', ({ request, kind, live, code, answer }) => {
    const config = typeof request.body === 'string' ? parse(request.body) : request.body
    const apply = () =>
      applyServerSide({
        live,
        config,
        manager: query(request).get('fieldManager') ?? '',
        force: query(request).get('force') === 'true',
        now,
        schema: schemaOf(kind),
        apiVersion: kind === 'StatefulSet' ? 'apps/v1' : 'v1',
        kind,
      })
    const before = JSON.stringify([live, config])
    if (code >= 300) {
      expect(statusOf(apply)).toEqual(answer)
    } else {
      const { object } = apply()
      expect(managed(object)).toEqual(managed(answer))
      const { data, spec } = object
      expect(answer).toMatchObject(JSON.parse(JSON.stringify({ data: data ?? undefined, spec: spec ?? undefined })))
      expect(Object.keys((object.data as object) ?? {})).toEqual(Object.keys((answer.data as object) ?? {}))
      expect(apply().object).toEqual(object)
    }
    expect(JSON.stringify([live, config])).toBe(before)
  })
})

function statusOf(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    if (error instanceof StatusError) return error.status
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('other writes leave the recorded traces in managedFields', () => {
  const cases = recordedWrites('managed-fields').filter(({ code }) => code < 300)
  test('there are such cases', () => expect(cases.length).toBeGreaterThan(5))
  test.each(cases)('$title', ({ request, kind, live, answer }) => {
    // What priority admission adds comes after managedFields.
    const stored = applyMergePatch(withoutManaged(answer), {
      spec: { priority: null, preemptionPolicy: null },
    }) as JsonRecord
    const given = (request.body as { metadata?: { managedFields?: unknown } }).metadata?.managedFields
    const next =
      given === undefined ? stored : { ...stored, metadata: { ...(stored.metadata as object), managedFields: given } }
    const { spec } = next as { spec?: object }
    const object = updateManagedFields({
      live,
      next: spec && Object.keys(spec).length === 0 ? { ...next, spec: undefined } : next,
      manager: query(request).get('fieldManager') ?? '',
      now,
      schema: schemaOf(kind),
      apiVersion: 'v1',
      ...(request.path.includes('/status?') && { subresource: 'status' }),
    })
    expect(managed(object)).toEqual(managed(answer))
  })
})
