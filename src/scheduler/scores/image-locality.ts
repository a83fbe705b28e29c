import type { Pod } from '../../kinds'
import { imagesOn } from '../snapshot/images'
import { type LocalScore, mostScore } from './types'

const mebibyte = 1024 * 1024
const leastBytes = 23 * mebibyte
const mostBytesPerContainer = 1000 * mebibyte

const imagesKnown = new WeakMap<
  Pod['spec']['containers'],
  { readonly of: Pod['spec']; readonly images: readonly string[] }
>()

/**
 * Nodes that hold the pod's larger images already, the more so the more nodes hold them (imagelocality/image_locality.go). What is remembered of
 * a node is how many bytes of each image it holds; nothing where it holds none.
 */
export const imageLocality: LocalScore<readonly number[]> = {
  name: 'ImageLocality',
  weight: 1,
  local(pod, { node }) {
    const present = imagesOn(node)
    const sizes = imagesOf(pod).map(image => present.get(image) ?? 0)
    return sizes.some(size => size > 0) ? sizes : undefined
  },
  score({ pod, snapshot }, locals) {
    const images = imagesOf(pod)
    const shares = images.map(image => (snapshot.imageHolders.get(image) ?? 0) / snapshot.nodes.length)
    const mostBytes = mostBytesPerContainer * images.length
    return locals.map(sizes => {
      let bytes = 0
      sizes?.forEach((size, i) => {
        bytes += Math.trunc(size * (shares[i] as number))
      })
      const counted = Math.min(Math.max(bytes, leastBytes), mostBytes)
      return Math.trunc((mostScore * (counted - leastBytes)) / (mostBytes - leastBytes))
    })
  },
}

function imagesOf({ spec }: Pod): readonly string[] {
  const known = imagesKnown.get(spec.containers)
  if (known && known.of.initContainers === spec.initContainers) return known.images
  const images = [...(spec.initContainers ?? []), ...spec.containers].map(({ image = '' }) =>
    image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image,
  )
  imagesKnown.set(spec.containers, { of: spec, images })
  return images
}
