import type { Reference } from '../../session'
import type { Tone } from '../../ui'
import type { Ordinal } from '../model'
import { Card } from './card'

interface TileProps {
  readonly kind: string
  readonly node: {
    readonly target: Reference
    readonly ordinal: Ordinal
    readonly name: string
    readonly word: string
    readonly tone: Tone
  }
  readonly states: readonly (string | false)[]
}

/** What is left of a card when there are hundreds: the ordinal (or the name) and a dot for its state. */
export function TileCard({ kind, node, states }: TileProps) {
  const { name, ordinal, word } = node
  const says = `${name}, ${word}`
  return (
    <Card kind={kind} target={node.target} ordinal={ordinal} tone={node.tone} states={states}>
      <button type="button" className="card__name" aria-label={says} title={says}>
        {ordinal === undefined || kind === 'volume' ? name : <span className="card__ordinal">{ordinal}</span>}
      </button>
      <span className="state__dot" aria-hidden="true" />
    </Card>
  )
}
