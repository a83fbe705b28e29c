import type { Node, Pod } from '../../kinds'
import { mostScore, type Score } from './types'

const mebibyte = 1024 * 1024
const leastBytes = 23 * mebibyte
const mostBytesPerContainer = 1000 * mebibyte

const imagesByStatus = new WeakMap<Node['status'], ReadonlyMap<string, number>>()

/** Nodes that hold the pod's larger images already, the more so the more nodes hold them (imagelocality/image_locality.go). */
export const imageLocality: Score = {
  name: 'ImageLocality',
  weight: 1,
  score({ pod, snapshot }, nodes) {
    if (!nodes.some(({ node }) => node.status.images?.length)) return undefined
    const images = imagesOf(pod)
    const holders = images.map(image => snapshot.nodes.filter(({ node }) => imagesOn(node).has(image)).length)
    const mostBytes = mostBytesPerContainer * images.length
    return nodes.map(({ node }) => {
      let bytes = 0
      images.forEach((image, i) => {
        bytes += Math.trunc((imagesOn(node).get(image) ?? 0) * ((holders[i] ?? 0) / snapshot.nodes.length))
      })
      const counted = Math.min(Math.max(bytes, leastBytes), mostBytes)
      return Math.trunc((mostScore * (counted - leastBytes)) / (mostBytes - leastBytes))
    })
  },
}

function imagesOf({ spec }: Pod): readonly string[] {
  return [...(spec.initContainers ?? []), ...spec.containers].map(({ image = '' }) =>
    image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image,
  )
}

/** Bytes of each image on a node, by name. */
function imagesOn({ status }: Node): ReadonlyMap<string, number> {
  let images = imagesByStatus.get(status)
  if (!images) {
    images = new Map(status.images?.flatMap(({ names, sizeBytes = 0 }) => names.map(name => [name, sizeBytes])))
    imagesByStatus.set(status, images)
  }
  return images
}
