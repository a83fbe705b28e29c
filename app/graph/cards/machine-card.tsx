import { memo } from 'react'
import { CommandButton, commands } from '../../commands'
import { useGraphNode } from '../scene'
import { Age } from './age'
import { Card, CardName, StateWord } from './card'

/** A machine: the place where pods really run, with its power, network, kubelet and cordon switches. */
export const MachineCard = memo(function MachineCard({ id }: { readonly id: string }) {
  const machine = useGraphNode(id, 'machine')
  if (!machine) return null
  const states = [!machine.isOn && 'is-off', !machine.isConnected && 'is-cut', machine.isCordoned && 'is-cordoned']
  return (
    <Card kind="machine" target={machine.target} tone={machine.tone} states={states}>
      <header className="card__header">
        <CardName
          name={machine.name}
          says={`${machine.target.kind} ${machine.name}, ${machine.word}${machine.reality && `, ${machine.reality}`}`}
        />
        <div className="card__controls nodrag nopan">
          <CommandButton command={commands.power} target={machine.target} isIconOnly isSmall look="quiet" />
          <CommandButton command={commands.network} target={machine.target} isIconOnly isSmall look="quiet" />
          <CommandButton command={commands.kubelet} target={machine.target} isIconOnly isSmall look="quiet" />
          <CommandButton command={commands.cordon} target={machine.target} isIconOnly isSmall look="quiet" />
        </div>
      </header>
      <p className="card__detail">
        <StateWord word={machine.word} />
        {machine.since !== undefined && (
          <>
            {' '}
            for <Age since={machine.since} />
          </>
        )}
      </p>
      {machine.reality && <p className="card__reality">{machine.reality}</p>}
    </Card>
  )
})
