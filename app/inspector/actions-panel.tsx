import { type Command, CommandButton, commands, commandsFor } from '../commands'
import type { Reference, View } from '../session'
import { Panel } from '../ui'

/** What can be done with the object, each button with the kubectl line it is, and a word of warning where it needs one. */
export function ActionsPanel({ view, target }: { readonly view: View; readonly target: Reference }) {
  const offers = offersFor(view, target)
  if (offers.length === 0) return null
  const warnings = offers.filter(({ command }) => command.isDangerous)
  return (
    <Panel title="Actions">
      <div className="actions">
        {offers.map(({ command, target: object }) => (
          <CommandButton key={`${command.id} ${object.kind}`} command={command} target={object} />
        ))}
      </div>
      {warnings.map(({ command, target: object }) => (
        <p key={command.id} className="actions__warning">
          <strong>{command.title(view, object)}:</strong> {command.consequence?.(view, object)}
        </p>
      ))}
    </Panel>
  )
}

/** A machine also offers what concerns the Node of its name. */
function offersFor(
  view: View,
  target: Reference,
): readonly { readonly command: Command; readonly target: Reference }[] {
  const own = commandsFor(target).map(command => ({ command, target }))
  if (target.kind !== 'Machine' || !view.get('Node', target.name)) return own
  const node = { kind: 'Node', name: target.name }
  return [...own, { command: commands.cordon, target: node }, { command: commands.deleteObject, target: node }]
}
