/** Where a page may look for a cluster. */
export interface ClusterAddress {
  /** Origin and path before `/api`, without a slash at the end. */
  readonly base: string
  /** `127.0.0.1:8001`, for people. */
  readonly name: string
  /** `own`: where the page itself comes from; `loopback`: this machine; `foreign`: any other, for which a person has to be asked. */
  readonly place: 'own' | 'loopback' | 'foreign'
}

const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Reads what stands after `?cluster=`: an address, or a path of the page's own server (`/`). What is wrong with it, if it is none. */
export function readClusterAddress(text: string, page: string): ClusterAddress | { readonly error: string } {
  const url = parsed(text.trim() || '/', page)
  if (!url || !/^https?:$/.test(url.protocol))
    return { error: `?cluster= takes an address like http://127.0.0.1:8001, or / for the server of this page` }
  if (url.username || url.password || url.search || url.hash)
    return { error: '?cluster= takes an address without a name, a password or a query' }
  const base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`
  return { base, name: url.host, place: placeOf(url, new URL(page)) }
}

function parsed(text: string, page: string): URL | undefined {
  try {
    // A bare `127.0.0.1:8001` is what people type.
    return /^[\w.-]+:\d+$/.test(text) ? new URL(`http://${text}`) : new URL(text, new URL(page).origin)
  } catch {
    return undefined
  }
}

function placeOf(url: URL, page: URL): ClusterAddress['place'] {
  if (loopbackNames.has(url.hostname)) return url.origin === page.origin ? 'own' : 'loopback'
  return 'foreign'
}
