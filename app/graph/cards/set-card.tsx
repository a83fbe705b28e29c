import { memo } from 'react'
import { CommandButton, commands } from '../../commands'
import { useGraphNode } from '../scene'
import { Card, CardName } from './card'

/** A StatefulSet, Deployment or ReplicaSet around its slots, with − and +. */
export const SetCard = memo(function SetCard({ id }: { readonly id: string }) {
  const set = useGraphNode(id, 'set')
  if (!set) return null
  return (
    <Card kind="set" target={set.target} tone={set.tone}>
      <header className="card__header">
        <div>
          {set.workload && <span className="card__kind">{set.workload}</span>}
          <CardName name={set.title} says={`${set.workload ?? 'Group'} ${set.title}, ${set.detail}`} />
          <p className="card__detail" title={set.detail}>
            {set.detail}
          </p>
        </div>
        {set.workload && (
          <div className="card__controls nodrag nopan">
            <CommandButton command={commands.scaleDown} target={set.target} isIconOnly look="plain" />
            <CommandButton command={commands.scaleUp} target={set.target} isIconOnly look="plain" />
          </div>
        )}
      </header>
    </Card>
  )
})
