import { imageReferenceForm } from '../../kinds'

const identifier = /^[a-f0-9]{64}$/

/**
 * The tag of an image, `latest` when it has neither tag nor digest; undefined for a digest alone or a text that names no image
 * (`pkg/util/parsers: ParseImageName`).
 */
export function imageTag(image: string): string | undefined {
  const match = identifier.test(image) ? null : imageReferenceForm.exec(image)
  if (!match) return undefined
  return match[1] ?? (match[2] === undefined ? 'latest' : undefined)
}
