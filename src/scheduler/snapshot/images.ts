import type { Node } from '../../kinds'

const imagesKnown = new WeakMap<NonNullable<Node['status']['images']>, ReadonlyMap<string, number>>()
const noImages: ReadonlyMap<string, number> = new Map()

/** Bytes of each image on a node, by each of its names. */
export function imagesOn({ status }: Node): ReadonlyMap<string, number> {
  const list = status.images
  if (!list) return noImages
  let images = imagesKnown.get(list)
  if (!images) {
    images = new Map(list.flatMap(({ names, sizeBytes = 0 }) => names.map(name => [name, sizeBytes])))
    imagesKnown.set(list, images)
  }
  return images
}
