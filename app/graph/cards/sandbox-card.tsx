import { memo } from 'react'
import { Icon } from '../../ui'
import { useDensity, useGraphNode } from '../scene'
import { Age } from './age'
import { Card, CardName, StateWord } from './card'
import { TileCard } from './tile-card'

/** What really runs of a pod on a machine; or the empty place where the API believes something to run. */
export const SandboxCard = memo(function SandboxCard({ id }: { readonly id: string }) {
  const sandbox = useGraphNode(id, 'sandbox')
  const density = useDensity()
  if (!sandbox) return null
  const { word, detail, since } = sandbox
  const states = [sandbox.isAbsent && 'is-absent', sandbox.isForgotten && 'is-forgotten']
  if (density === 'tile') return <TileCard kind="sandbox" node={sandbox} states={states} />
  const says = `${sandbox.isAbsent ? 'Not running here:' : 'Processes of'} ${sandbox.name} on ${sandbox.machine}, ${word}, ${detail}`
  return (
    <Card kind="sandbox" target={sandbox.target} ordinal={sandbox.ordinal} tone={sandbox.tone} states={states}>
      <div className="card__line">
        <CardName name={sandbox.name} says={says} ordinal={sandbox.ordinal} />
      </div>
      <p className="card__detail">
        <StateWord word={word} /> {since !== undefined && <Age since={since} />}
        <span className="card__aside"> · {detail}</span>
      </p>
      {sandbox.alarm && density === 'rich' && (
        <div className="alarm" role="alert">
          <p className="alarm__title">
            <Icon name="alarm" size={14} /> At-most-one is broken
          </p>
          <p>{sandbox.alarm}</p>
        </div>
      )}
    </Card>
  )
})
