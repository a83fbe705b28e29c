import { memo } from 'react'
import { useDensity, useGraphNode } from '../scene'
import { Card, CardName, StateWord } from './card'
import { TileCard } from './tile-card'

/** A PersistentVolumeClaim: what keeps a disk for an identity. */
export const ClaimCard = memo(function ClaimCard({ id }: { readonly id: string }) {
  const claim = useGraphNode(id, 'claim')
  const density = useDensity()
  if (!claim) return null
  if (density === 'tile')
    return <TileCard kind="claim" node={claim} states={[claim.word === 'Terminating' && 'is-terminating']} />
  return (
    <Card
      kind="claim"
      target={claim.target}
      ordinal={claim.ordinal}
      tone={claim.tone}
      states={[claim.word === 'Terminating' && 'is-terminating']}
    >
      <div className="card__line">
        <span className="card__kind">Claim</span>
        <CardName
          name={claim.name}
          says={`Claim ${claim.name}, ${claim.word}, ${claim.detail}`}
          ordinal={claim.ordinal}
        />
      </div>
      <p className="card__detail">
        <StateWord word={claim.word} /> <span className="card__aside">{claim.detail}</span>
      </p>
    </Card>
  )
})
