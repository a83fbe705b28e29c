import { memo } from 'react'
import { CommandButton, commands } from '../../commands'
import { useGraphNode } from '../scene'
import { Card, CardName, StateWord } from './card'

/** A pod as the API believes it to be, or the place kept for one. */
export const SlotCard = memo(function SlotCard({ id }: { readonly id: string }) {
  const slot = useGraphNode(id, 'slot')
  if (!slot) return null
  const states = [!slot.exists && 'is-empty', slot.isTerminating && 'is-terminating']
  return (
    <Card kind="slot" target={slot.target} ordinal={slot.ordinal} tone={slot.tone} states={states}>
      <div className="card__line">
        <CardName name={slot.name} says={`Pod ${slot.name}, ${slot.word}, ${slot.detail}`} ordinal={slot.ordinal} />
        {slot.exists && (
          <div className="card__controls card__controls--shy nodrag nopan">
            <CommandButton command={commands.evict} target={slot.target} isIconOnly isSmall look="quiet" />
            <CommandButton command={commands.deleteObject} target={slot.target} isIconOnly isSmall look="quiet" />
            {slot.isTerminating && (
              <CommandButton command={commands.forceDelete} target={slot.target} isIconOnly isSmall look="quiet" />
            )}
          </div>
        )}
      </div>
      <p className="card__detail" title={`${slot.word}, ${slot.detail}`}>
        <StateWord word={slot.word} /> <span className="card__aside">{slot.detail}</span>
      </p>
    </Card>
  )
})
