import type { KubernetesObject } from '../../kinds'
import { collectionPath, type FollowedKind } from './followed-kinds'
import { AnswerError, type Http } from './http'
import { linesUntilQuiet } from './lines'

/** What has become of one object: it is as here, or it is gone. */
export interface News {
  readonly object: KubernetesObject
  readonly isGone: boolean
}

/** What reading a kind has told. */
export interface Reading {
  /** Everything there is; what is not among it is gone. */
  readonly everything?: readonly KubernetesObject[]
  readonly news: readonly News[]
}

interface ListBody {
  readonly metadata: { readonly resourceVersion?: string; readonly continue?: string }
  readonly items: readonly KubernetesObject[] | null
}

interface WatchLine {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'
  readonly object: KubernetesObject & { readonly code?: number; readonly message?: string }
}

const pageSize = 500
/** So long may a kind that changes all the time keep the others waiting. */
const longestMs = 1000

/**
 * Follows one kind: first a list, then what a watch has to tell since. A watch is not kept open: a browser has six connections to a server, for
 * all its tabs together, and there are more kinds than that. It is opened where the last one ended and closed when it has fallen silent.
 */
export class KindReader {
  readonly kind: FollowedKind
  private resourceVersion: string | undefined

  constructor(kind: FollowedKind) {
    this.kind = kind
  }

  /** What is new. Rejects when the server does not answer; AnswerError where it refuses. */
  async read(http: Http): Promise<Reading> {
    if (this.resourceVersion === undefined) return this.list(http)
    const news = await this.watch(http, this.resourceVersion)
    return news === 'expired' ? this.list(http) : { news }
  }

  private async list(http: Http): Promise<Reading> {
    const everything: KubernetesObject[] = []
    let token: string | undefined
    do {
      const page: ListBody | undefined = await this.page(http, token)
      // The pages after the first were too old: from the beginning.
      if (!page) return this.list(http)
      const { metadata, items } = page
      for (const item of items ?? []) everything.push(this.complete(item))
      token = metadata.continue || undefined
      this.resourceVersion = metadata.resourceVersion
    } while (token !== undefined)
    return { everything, news: [] }
  }

  private async page(http: Http, token: string | undefined): Promise<ListBody | undefined> {
    const more = token === undefined ? '' : `&continue=${encodeURIComponent(token)}`
    const path = `${collectionPath(this.kind)}?limit=${pageSize}${more}`
    return http.json<ListBody>(path).catch(error => {
      if (token !== undefined && error instanceof AnswerError && error.code === 410) return undefined
      throw error
    })
  }

  private async watch(http: Http, resourceVersion: string): Promise<readonly News[] | 'expired'> {
    const stop = new AbortController()
    const query = `watch=true&allowWatchBookmarks=true&resourceVersion=${resourceVersion}`
    const response = await http.open(`${collectionPath(this.kind)}?${query}`, { method: 'GET' }, stop.signal)
    try {
      if (response.status === 410) return this.expire()
      if (response.status !== 200) throw new AnswerError(response.status, `it answered ${response.status} to a watch`)
      return await this.linesOf(response, stop)
    } finally {
      stop.abort()
    }
  }

  private async linesOf(response: Response, stop: AbortController): Promise<readonly News[] | 'expired'> {
    const news: News[] = []
    const deadline = performance.now() + longestMs
    for await (const text of linesUntilQuiet(response, deadline, stop)) {
      const { type, object } = JSON.parse(text) as WatchLine
      if (type === 'ERROR') {
        if (object.code === 410) return this.expire()
        throw new AnswerError(object.code ?? 500, object.message ?? 'the watch failed')
      }
      this.resourceVersion = object.metadata.resourceVersion
      if (type !== 'BOOKMARK') news.push({ object: this.complete(object), isGone: type === 'DELETED' })
    }
    return news
  }

  private expire(): 'expired' {
    this.resourceVersion = undefined
    return 'expired'
  }

  /** Items of lists lack their type; who wrote which field is nothing that the page shows. */
  private complete(object: KubernetesObject): KubernetesObject {
    const { group, version, kind } = this.kind
    const { managedFields: _, ...metadata } = object.metadata as KubernetesObject['metadata'] & {
      readonly managedFields?: unknown
    }
    return { ...object, apiVersion: group ? `${group}/${version}` : version, kind, metadata }
  }
}
