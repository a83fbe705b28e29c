import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { StatusError } from '../client'
import { decodeBody, readBody } from './body'
import { resourceOf } from './resources'

interface Recording {
  readonly steps: readonly {
    readonly step: { readonly request?: readonly Request[] }
    readonly responses?: readonly { readonly code: number; readonly body?: unknown; readonly warnings?: string }[]
  }[]
}
interface Request {
  readonly method: string
  readonly path: string
  readonly type?: string
  readonly body?: unknown
}

/** Config maps that were sent as text, each with what the real server answered. */
function sentTexts(name: string) {
  const { steps } = JSON.parse(readFileSync(`conformance/cases/api/${name}.recorded.json`, 'utf8')) as Recording
  return steps.flatMap(({ step, responses }) =>
    (step.request ?? []).flatMap((request, index) => {
      const isText =
        request.method === 'POST' && request.path.includes('/configmaps') && typeof request.body === 'string'
      const response = responses?.[index]
      return isText && response ? [{ request, response, text: request.body as string }] : []
    }),
  )
}

const texts = [...sentTexts('create-errors'), ...sentTexts('field-validation')]

test('there are such recordings', () => expect(texts.length).toBeGreaterThan(9))

test.each(texts)('$text', ({ request, response, text }) => {
  const read = () => {
    const body = readBody(text, request.type, 'ConfigMap')
    const validation = new URL(request.path, 'http://server').searchParams.get('fieldValidation')
    return decodeBody(resourceOf('ConfigMap'), body, validation)
  }
  if (response.code < 300) {
    const { object, warnings } = read()
    expect(response.body).toMatchObject({ data: (object as { data?: unknown }).data })
    const shown = warnings.map(warning => `299 - ${JSON.stringify(warning)}`).join(', ')
    expect(shown).toBe(response.warnings ?? '')
  } else {
    expect(statusOf(read)).toEqual(response.body)
  }
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
