import { compareText } from '../../base'
import type { ApiMetadata } from '../resources'
import type { DescribeWriter } from './writer'

type Texts = Readonly<Record<string, string>> | undefined

/** Annotations that descriptions leave out, as everybody has read the manifest. */
const skipped: ReadonlySet<string> = new Set(['kubectl.kubernetes.io/last-applied-configuration'])
const longestAnnotation = 140

/** `Name:` and, for kinds that have one, `Namespace:`. */
export function writeName(writer: DescribeWriter, { name = '', namespace }: ApiMetadata): void {
  writer.line(`Name:\t${name}`)
  if (namespace !== undefined) writer.line(`Namespace:\t${namespace}`)
}

/** Labels, one a line below each other, those after the first behind `indent` (`printLabelsMultiline`). */
export function writeLabels(writer: DescribeWriter, labels: Texts, title = 'Labels', indent = ''): void {
  const keys = Object.keys(labels ?? {}).sort(compareText)
  if (keys.length === 0) writer.line(`${title}:\t<none>`)
  for (const [i, key] of keys.entries()) writer.line(`${i === 0 ? `${title}:` : indent}\t${key}=${labels?.[key]}`)
}

/** `a=b,c=d` by key; `<none>` for none (`labels.FormatLabels`). */
export function pairsText(pairs: Texts): string {
  const keys = Object.keys(pairs ?? {}).sort(compareText)
  return keys.map(key => `${key}=${pairs?.[key]}`).join(',') || '<none>'
}

/** Annotations; long ones below their key, cut off (`printAnnotationsMultiline`). */
export function writeAnnotations(writer: DescribeWriter, annotations: Texts, title = 'Annotations'): void {
  const keys = Object.keys(annotations ?? {})
    .filter(key => !skipped.has(key))
    .sort(compareText)
  if (keys.length === 0) writer.line(`${title}:\t<none>`)
  for (const [i, key] of keys.entries()) {
    const start = i === 0 ? `${title}:\t` : '\t'
    const value = (annotations?.[key] ?? '').replace(/\n$/, '')
    if (value.length + key.length + 2 <= longestAnnotation && !value.includes('\n'))
      writer.line(`${start}${key}: ${value}`)
    else {
      writer.line(`${start}${key}:`)
      for (const line of value.split('\n')) writer.line(`\t  ${shortened(line, longestAnnotation - 2)}`)
    }
  }
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}...` : text
}
