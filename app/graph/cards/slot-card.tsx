import { memo } from 'react'
import { CommandButton, commands } from '../../commands'
import { useDensity, useGraphNode } from '../scene'
import { Card, CardName, StateWord } from './card'
import { TileCard } from './tile-card'

/** A pod as the API believes it to be, or the place kept for one. */
export const SlotCard = memo(function SlotCard({ id }: { readonly id: string }) {
  const slot = useGraphNode(id, 'slot')
  const density = useDensity()
  if (!slot) return null
  if (density === 'tile')
    return (
      <TileCard kind="slot" node={slot} states={[!slot.exists && 'is-empty', slot.isTerminating && 'is-terminating']} />
    )
  const states = [!slot.exists && 'is-empty', slot.isTerminating && 'is-terminating']
  return (
    <Card kind="slot" target={slot.target} ordinal={slot.ordinal} tone={slot.tone} states={states}>
      <div className="card__line">
        <CardName name={slot.name} says={`Pod ${slot.name}, ${slot.word}, ${slot.detail}`} ordinal={slot.ordinal} />
        {slot.exists && density === 'rich' && (
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
        <StateWord word={slot.word} /> {density === 'rich' && <span className="card__aside">{slot.detail}</span>}
      </p>
    </Card>
  )
})
