import { compareText } from '../../base'
import type { Pod } from '../../kinds'

type Texts = Readonly<Record<string, string>>

/**
 * What a field of a pod says that a variable refers to; nothing for fields outside `metadata`, which kubectl does not know
 * (`fieldpath.ExtractFieldPathAsString`).
 */
export function fieldTextOf({ metadata }: Pod, path: string): string {
  const { name, namespace = '', uid, labels = {}, annotations = {} } = metadata
  const subscript = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path)
  if (subscript) return (subscript[1] === 'labels' ? labels : annotations)[subscript[2] as string] ?? ''
  const fields: Readonly<Record<string, string>> = {
    'metadata.name': name,
    'metadata.namespace': namespace,
    'metadata.uid': uid,
    'metadata.labels': mapText(labels),
    'metadata.annotations': mapText(annotations),
  }
  return fields[path] ?? ''
}

function mapText(map: Texts): string {
  const keys = Object.keys(map).sort(compareText)
  return keys.map(key => `${key}=${JSON.stringify(map[key])}`).join('\n')
}
