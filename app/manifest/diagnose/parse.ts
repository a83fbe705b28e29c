import {
  type Document,
  isMap,
  isScalar,
  type Pair,
  type ParsedNode,
  parseAllDocuments,
  type ScalarTag,
  type YAMLMap,
} from 'yaml'
import type { TextRange } from './types'

/** One document of a manifest as the parser left it, perhaps with errors. */
export type ManifestDocument = Document.Parsed<ParsedNode>

/** A mapping with what it says where. */
export type MapNode = YAMLMap.Parsed

/** Words that mean true and false to the YAML that kubectl reads (1.1), and are mere text in the newer one. */
const switches: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$/,
  resolve: text => /^(?:y|on)/i.test(text),
}

/** The documents of a text. Never throws: what is wrong is in each document's `errors`. */
export function parseManifest(text: string): readonly ManifestDocument[] {
  const documents = parseAllDocuments(text, {
    version: '1.2',
    schema: 'core',
    merge: true,
    customTags: tags => [switches, ...tags],
    // Told by `duplicateKeys`, in linear time.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  })
  return 'empty' in documents ? [] : documents
}

/** The pair of a key in a mapping. */
export function pairOf(map: MapNode, key: string): Pair<ParsedNode, ParsedNode | null> | undefined {
  return map.items.find(pair => keyText(pair) === key)
}

/** What a key says. */
export function keyText(pair: Pair<ParsedNode, ParsedNode | null>): string {
  return isScalar(pair.key) ? String(pair.key.value) : ''
}

/** The value of a key, if it is a mapping. */
export function mapAt(map: MapNode, key: string): MapNode | undefined {
  const value = pairOf(map, key)?.value
  return isMap(value) ? (value as MapNode) : undefined
}

/** The value of a key, if it is a text. */
export function textAt(map: MapNode, key: string): string | undefined {
  const value = pairOf(map, key)?.value
  return isScalar(value) && typeof value.value === 'string' ? value.value : undefined
}

/** Where a node is written, without the line breaks after it. */
export function rangeOf(node: ParsedNode): TextRange {
  return { from: node.range[0], to: node.range[1] }
}

/** Where a key is written. */
export function keyRange(pair: Pair<ParsedNode, ParsedNode | null>): TextRange {
  return rangeOf(pair.key)
}

/** Where the value of a key is written, or the key when it has none. */
export function valueRange(pair: Pair<ParsedNode, ParsedNode | null>): TextRange {
  return isScalar(pair.value) && pair.value.range[1] > pair.value.range[0] ? rangeOf(pair.value) : keyRange(pair)
}
