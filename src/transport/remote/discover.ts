import { type FollowedKind, followedKinds, labGroup } from './followed-kinds'
import type { Http } from './http'

/** What an API server has to offer to the page. */
export interface Discovered {
  readonly kinds: readonly FollowedKind[]
  /** Whether it is a simulation, with machines, disks and a clock. */
  readonly hasLab: boolean
}

interface ResourceList {
  readonly resources?: readonly { readonly name: string; readonly verbs: readonly string[] }[]
}

/** Asks an API server what it serves of what the page shows. Rejects when it does not answer as an API server. */
export async function discover(http: Http): Promise<Discovered> {
  const versions = [...new Set(followedKinds.map(({ group, version }) => `${group}/${version}`))]
  const groups = (await http.json<{ groups?: readonly { readonly name: string }[] }>('/apis')).groups
  if (!Array.isArray(groups)) throw new Error('it does not answer as an API server of Kubernetes does')
  const served = new Set(['', ...groups.map(({ name }) => name)])
  const found = await Promise.all(
    versions
      .filter(version => served.has(version.split('/')[0] as string))
      .map(async version => [version, await watchable(http, version)] as const),
  )
  const resources = new Map(found)
  return {
    kinds: followedKinds.filter(({ group, version, plural }) => resources.get(`${group}/${version}`)?.has(plural)),
    hasLab: served.has(labGroup),
  }
}

/** The resources of a group and version that can be listed and watched; none where the server has another version of the group. */
async function watchable(http: Http, version: string): Promise<ReadonlySet<string>> {
  const path = version.startsWith('/') ? `/api${version}` : `/apis/${version}`
  const { resources = [] } = await http.json<ResourceList>(path, { absent: {} })
  return new Set(
    resources.filter(({ verbs }) => verbs.includes('list') && verbs.includes('watch')).map(({ name }) => name),
  )
}
