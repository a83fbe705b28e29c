import type { HttpRequest, HttpResponse, Status } from '../../client'

/** `fetch`, or what a test puts in its place. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** An answer other than 2xx, where one of those was needed. */
export class AnswerError extends Error {
  override name = 'AnswerError'
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/** How long the server may take to begin an answer, in milliseconds. */
const patienceMs = 15_000

/** HTTP to one API server. */
export class Http {
  private readonly base: string
  private readonly fetch: Fetch

  constructor(base: string, fetch: Fetch) {
    this.base = base
    this.fetch = fetch
  }

  /** A request of the page's, as it is. Rejects when nobody answers. */
  async send({ method, path, contentType, accept, body }: HttpRequest): Promise<HttpResponse> {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const type = contentType ?? (text === undefined ? undefined : 'application/json')
    const response = await this.open(path, {
      method,
      headers: { accept: accept ?? 'application/json', ...(type !== undefined && { 'content-type': type }) },
      ...(text !== undefined && { body: text }),
    })
    return this.answer(response)
  }

  /** A response with its body, read to the end. */
  async answer(response: Response): Promise<HttpResponse> {
    return answerFrom(response, await response.text())
  }

  /** What stands in a document. Throws AnswerError for a refusal; with `absent`, a 404 is that. */
  async json<T>(path: string, { absent }: { readonly absent?: T } = {}): Promise<T> {
    const { code, body } = await this.send({ method: 'GET', path })
    if (code === 404 && absent !== undefined) return absent
    if (code !== 200) throw new AnswerError(code, messageIn(body) ?? `it answered ${code} to ${path}`)
    return body as T
  }

  /** A response whose body has not been read. */
  async open(path: string, init: RequestInit, signal?: AbortSignal): Promise<Response> {
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(new Error('it does not answer')), patienceMs)
    const abort = () => stop.abort()
    signal?.addEventListener('abort', abort)
    try {
      return await this.fetch(this.base + path, {
        ...init,
        signal: stop.signal,
        // No cookies, no stored answers, and no following to where nobody has been asked about.
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
      })
    } catch (error) {
      // Browsers do not tell a page why: nobody there, another origin, a policy.
      throw new Error(`${this.base} does not answer`, { cause: error })
    } finally {
      clearTimeout(timer)
    }
  }
}

function answerFrom(response: Response, text: string): HttpResponse {
  const contentType = response.headers.get('content-type') ?? ''
  const warnings = [...(response.headers.get('warning') ?? '').matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)]
  return {
    code: response.status,
    contentType,
    body: contentType.includes('json') ? parsed(text) : text,
    ...(warnings.length > 0 && { warnings: warnings.map(([, said = '']) => said.replace(/\\(.)/g, '$1')) }),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function messageIn(body: unknown): string | undefined {
  const { message } = (typeof body === 'object' && body !== null ? body : {}) as Partial<Status>
  return message
}
