import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Status, StatusError } from '../../client'
import { schemaOf } from '../schema'
import { applyMergePatch, type FieldValidation, type PatchRequest, patchObject } from './index'

interface Step {
  readonly step: { readonly request?: readonly Request[] | Request }
  readonly responses?: readonly { readonly code: number; readonly body?: { readonly kind: string } }[]
  readonly put?: Readonly<Record<string, unknown>>
  readonly changed?: Readonly<Record<string, unknown>>
}
interface Request {
  readonly method: string
  readonly path: string
  readonly type?: string
  readonly body?: unknown
}
interface Case {
  readonly title: string
  readonly request: PatchRequest
  readonly code: number
  readonly body: { readonly kind: string } | undefined
}

const types: Readonly<Record<string, PatchRequest['type']>> = {
  'application/json-patch+json': 'json',
  'application/strategic-merge-patch+json': 'strategic',
  'application/merge-patch+json': 'merge',
}
const kinds: Readonly<Record<string, string>> = {
  configmaps: 'ConfigMap',
  nodes: 'Node',
  pods: 'Pod',
  services: 'Service',
  statefulsets: 'StatefulSet',
}

/** The patches of a recorded case, each with the object it met and what the real server answered. */
function recordedPatches(name: string): readonly Case[] {
  const text = readFileSync(`conformance/cases/api/${name}.recorded.json`, 'utf8')
  const { steps } = JSON.parse(text.replaceAll('<time>', '2026-01-01T00:00:00Z')) as { steps: readonly Step[] }
  const live = new Map<string, unknown>()
  const cases: Case[] = []
  for (const { step, responses, put, changed } of steps) {
    for (const [index, request] of [step.request ?? []].flat().entries()) {
      const response = responses?.[index]
      const [, plural = '', named = '', query = ''] = /\/(\w+)\/(\w+)(?:\/status)?(?:\?(.*))?$/.exec(request.path) ?? []
      const kind = kinds[plural]
      const type = types[request.type ?? 'application/merge-patch+json']
      const key = plural === 'nodes' ? `Node/${named}` : `${kind}/default/${named}`
      if (request.method === 'PATCH' && kind && type && response && live.has(key) && typeof request.body !== 'string') {
        const fieldValidation = (/fieldValidation=(\w+)/.exec(query)?.[1] ?? 'Warn') as FieldValidation
        const { body: patch } = request
        cases.push({
          title: `${type} ${JSON.stringify(patch)}`,
          request: { type, document: live.get(key), patch, schema: schemaOf(kind), fieldValidation },
          code: response.code,
          body: response.body,
        })
      }
      if (response?.body && response.code < 300 && kind) live.set(key, response.body)
      if (request.method === 'POST') note(live, response?.body)
    }
    for (const [key, object] of Object.entries(put ?? {})) live.set(key, object)
    for (const [key, patch] of Object.entries(changed ?? {}))
      if (!step.request) live.set(key, applyMergePatch(live.get(key), patch))
  }
  return cases
}

function note(live: Map<string, unknown>, body: unknown): void {
  const { kind, metadata } = (body ?? {}) as { kind?: string; metadata?: { name?: string } }
  if (kind && metadata?.name) live.set(`${kind}/default/${metadata.name}`, body)
}

/** Messages show the patched object whole; the recordings do not. */
function withoutObject(status: Status): unknown {
  const text = JSON.stringify(status)
  return JSON.parse(text.replace(/Invalid value: \\"\{.*?\}\\": /g, 'Invalid value: \\"<object>\\": '))
}

/** A rule of a kind refused the object later; the patch itself was fine. */
function isOwnRule(body: unknown): boolean {
  return /^\w+(\.\w+)? "[^"]+" is invalid|of the object/.test((body as Status).message ?? '')
}

describe.each([
  'json-patch',
  'merge-patch',
  'strategic-merge-patch',
  'strategic-merge-patch-status',
  'field-validation',
])('api/%s answers as recorded', name => {
  const cases = recordedPatches(name)
  test('has patches', () => expect(cases.length).toBeGreaterThan(3))
  test.each(cases)('$title', ({ request, code, body }) => {
    const before = JSON.stringify(request)
    if (code === 200) {
      const { value } = patchObject(request)
      // Defaults and other rules come later: they add, and take back status and metadata.
      const spec = (object: unknown) => {
        const { spec, data } = object as { spec?: unknown; data?: unknown }
        return { ...(spec !== undefined && { spec }), ...(data !== undefined && { data }) }
      }
      expect(body).toMatchObject(spec(value))
    } else if (isOwnRule(body)) {
      expect(() => patchObject(request)).not.toThrow()
    } else {
      const error = thrownBy(() => patchObject(request))
      expect(withoutObject(error.status)).toEqual(body)
    }
    expect(JSON.stringify(request)).toBe(before)
  })
})

function thrownBy(act: () => unknown): StatusError {
  try {
    act()
  } catch (error) {
    if (error instanceof StatusError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
