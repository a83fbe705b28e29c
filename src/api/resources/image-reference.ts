const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const domain =
  '(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?'
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}'
const form = new RegExp(`^(?:${domain}/)?${component}(?:/${component})*(?::(\\w[\\w.-]{0,127}))?(?:@(${digest}))?$`)
const identifier = /^[a-f0-9]{64}$/

/**
 * The tag of an image, `latest` when it has neither tag nor digest; undefined for a digest alone or a text that names no image
 * (`pkg/util/parsers: ParseImageName`).
 */
export function imageTag(image: string): string | undefined {
  const match = identifier.test(image) ? null : form.exec(image)
  if (!match) return undefined
  return match[1] ?? (match[2] === undefined ? 'latest' : undefined)
}
