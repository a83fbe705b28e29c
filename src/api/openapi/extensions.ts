import type { Json } from './names'

/** What the API says of a few structs besides, and nothing here acts upon. Of fields where the key has a dot. */
export const extensions: Readonly<Record<string, Json>> = {
  AppArmorProfile: union('type', { localhostProfile: 'LocalhostProfile' }),
  SeccompProfile: union('type', { localhostProfile: 'LocalhostProfile' }),
  PodSchedulingGroup: union(undefined, { podGroupName: 'PodGroupName' }),
  'PersistentVolumeSpec.claimRef': { 'x-kubernetes-map-type': 'granular' },
  'PersistentVolumeClaimStatus.allocatedResourceStatuses': { 'x-kubernetes-map-type': 'granular' },
}

function union(discriminator: string | undefined, fields: Json): Json {
  return { 'x-kubernetes-unions': [{ ...(discriminator && { discriminator }), 'fields-to-discriminateBy': fields }] }
}
