import type { ClaimNode, Graph, VolumeNode } from '../model'
import { gridFor } from './grid'
import { extentOf, type Guest, type Places, placed } from './places'
import { blockGap, claimGap, contentTop, type Sizes, storeyPadding } from './sizes'
import type { Box, Memory } from './types'

interface Storage {
  readonly bottom: number
  readonly memory: Pick<Memory, 'claims' | 'volumes'>
}

/** The lower storey: claims above, volumes below. A new claim stands under its ordinal, a new volume under its claim; then they stay. */
export function layOutStorage(
  graph: Graph,
  sizes: Sizes,
  x: number,
  top: number,
  memory: Memory | undefined,
  boxes: Map<string, Box>,
): Storage {
  const claims = [...graph.nodes.values()].filter(node => node.type === 'claim')
  const volumes = [...graph.nodes.values()].filter(node => node.type === 'volume')
  const claimPlaces = placed(claimGuests(claims, memory?.claims), memory?.claims)
  const volumePlaces = placed(volumeGuests(volumes, claims, claimPlaces), memory?.volumes)
  const grid = gridFor(sizes, x)
  const { claimHeight, volumeHeight } = sizes
  const blockHeight = claimHeight + claimGap + volumeHeight + blockGap
  const put = (id: string, index: number, offset: number, height: number) => {
    const place = grid.at(index)
    boxes.set(id, {
      x: place.x,
      y: top + contentTop(sizes) + place.row * blockHeight + offset,
      width: grid.width,
      height,
    })
  }
  for (const [id, index] of claimPlaces) put(id, index, 0, claimHeight)
  for (const [id, index] of volumePlaces) put(id, index, claimHeight + claimGap, volumeHeight)
  const count = Math.max(1, extentOf(claimPlaces), extentOf(volumePlaces))
  const rows = grid.at(count - 1).row + 1
  return {
    bottom: top + contentTop(sizes) + rows * blockHeight - blockGap + storeyPadding,
    memory: { claims: claimPlaces, volumes: volumePlaces },
  }
}

/** The first set's claims stand under their ordinals; those of others, and of a second template, come after all that are there. */
function claimGuests(claims: readonly ClaimNode[], previous: Places | undefined): readonly Guest[] {
  const familyOf = ({ target }: ClaimNode) => `${target.namespace}/${target.name.replace(/-\d+$/, '')}`
  const settled = claims.find(claim => previous?.get(claim.id) === claim.ordinal)
  const first = settled ?? claims.find(claim => claim.ordinal !== undefined)
  const family = first && familyOf(first)
  return claims.map(claim => ({
    id: claim.id,
    wish: claim.ordinal !== undefined && familyOf(claim) === family ? claim.ordinal : -1,
  }))
}

function volumeGuests(volumes: readonly VolumeNode[], claims: readonly ClaimNode[], places: Places): readonly Guest[] {
  const wishes = new Map<string, number>()
  for (const claim of claims) {
    const index = places.get(claim.id)
    if (claim.volume && index !== undefined) wishes.set(claim.volume, index)
  }
  return volumes.map(({ id }) => {
    const wish = wishes.get(id)
    return wish === undefined ? { id } : { id, wish }
  })
}
