import type { Status } from './status'

/** What the body of a request may weigh (apiserver `server/config.go` MaxRequestBodyBytes). */
export const bodyBytesMost = 3 * 1024 * 1024

/** An HTTP request as the API takes it. The same shape in process, over `postMessage`, and over a socket. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path with query, `/api/v1/namespaces/default/pods?limit=5`. */
  readonly path: string
  readonly contentType?: string
  readonly accept?: string
  /** Text, or the JSON value that the text would parse to. What is protobuf has a character for each byte. */
  readonly body?: unknown
  /** Who asks; becomes the actor of the commit. */
  readonly user?: string
  /** The client's program, as its User-Agent begins: owns the fields that it writes, where the query names no `fieldManager`. */
  readonly agent?: string
  /** For `…/exec`, whose client has asked for streams: what came in since the last part. Without it the answer is that of a plain request. */
  readonly streams?: StreamsPart
}

/** What a client of `exec` has sent. Each part is a request of its own, so that no session has to be kept. */
export interface StreamsPart {
  readonly stdin: string
  /** Nothing has been sent or answered before. */
  readonly isFirst: boolean
  /** Nothing more will come. */
  readonly isLast: boolean
}

/** The body of a 101 that answers a part: what to send on, and the status that ends the session; without it the command waits for more input. */
export interface StreamsAnswer {
  readonly stdout: string
  readonly stderr: string
  readonly status?: Status
}

export interface HttpResponse {
  readonly code: number
  readonly contentType: string
  /** A JSON value, or text for logs, proxied bodies and health checks. What is protobuf has a character for each byte. */
  readonly body: unknown
  /** Texts of `Warning: 299` headers. */
  readonly warnings?: readonly string[]
  /**
   * For a watch, whose body is the list of events until now, and for a followed log, whose body is the text until now: the path to ask for what
   * comes after. Whoever serves a stream asks it after each commit. Absent when there is no more to come.
   */
  readonly next?: string
}

export type PatchType = 'json' | 'merge' | 'strategic' | 'apply'

/** A write that is already parsed: what controllers send. Kind names are the engine's table names. */
export interface WriteRequest {
  readonly verb: 'create' | 'update' | 'patch' | 'delete'
  readonly kind: string
  readonly namespace?: string
  /** Of the object written to; absent on create (the body has it). */
  readonly name?: string
  readonly subresource?: 'status' | 'scale' | 'binding' | 'eviction' | 'finalize'
  /** The object, the patch, the DeleteOptions, the Binding or the Eviction. */
  readonly body?: unknown
  readonly patchType?: PatchType
}

/** `metav1.DeleteOptions`, as far as the API acts on it. */
export interface DeleteOptions {
  readonly gracePeriodSeconds?: number
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string }
  readonly propagationPolicy?: 'Orphan' | 'Background' | 'Foreground'
  readonly orphanDependents?: boolean
  readonly dryRun?: readonly string[]
}

/** The door, seen from outside the engine: the page, the terminal, kubectl. */
export interface Client {
  request(request: HttpRequest): Promise<HttpResponse>
}
