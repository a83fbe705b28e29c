import { create } from 'zustand'
import { type ClusterAddress, readClusterAddress } from '../../src/transport'
import { followCluster } from './world'

/** What the address bar says about whose cluster the page shows. */
export type ClusterChoice =
  /** The page's own. */
  | { readonly state: 'own' }
  | { readonly state: 'chosen'; readonly address: ClusterAddress }
  /** Nothing has been sent there, and nothing is before a person says so. */
  | { readonly state: 'asking'; readonly address: ClusterAddress; readonly why: 'foreign' | 'framed' }
  | { readonly state: 'wrong'; readonly error: string }

export const useCluster = create<{ readonly choice: ClusterChoice }>(() => ({ choice: { state: 'own' } }))

/**
 * Looks for `?cluster=` in the page's address. False when the page is to have its own cluster. A link alone makes the page ask this machine,
 * or the server that the page comes from on this machine; for any other, and inside of a page of somebody else's, a person is asked first.
 */
export function openClusterOf(query: URLSearchParams): boolean {
  const text = query.get('cluster')
  if (text === null) return false
  const address = readClusterAddress(text, location.href)
  if ('error' in address) useCluster.setState({ choice: { state: 'wrong', error: address.error } })
  else if (window.top !== window) useCluster.setState({ choice: { state: 'asking', address, why: 'framed' } })
  else if (address.place === 'foreign') useCluster.setState({ choice: { state: 'asking', address, why: 'foreign' } })
  else openCluster(address)
  return true
}

/** Connects: the link was harmless, or a person has agreed. */
export function openCluster(address: ClusterAddress): void {
  useCluster.setState({ choice: { state: 'chosen', address } })
  document.title = `${address.name} · StatefulSet Lab`
  followCluster(address)
}

/** The page's address without the cluster: opens the lab with a cluster of its own. */
export function ownClusterLink(): string {
  const query = new URLSearchParams(location.search)
  for (const name of ['cluster', 'select']) query.delete(name)
  const text = query.toString()
  return `${location.pathname}${text && `?${text}`}`
}
