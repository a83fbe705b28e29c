import { memo } from 'react'
import { type Reference, referenceText, useFromWorld, useHasSimulation } from '../session'
import { Button, type ButtonProps } from '../ui'
import { execute } from './execute'
import type { Command } from './types'

interface Props extends Pick<ButtonProps, 'isIconOnly' | 'isSmall' | 'look'> {
  readonly command: Command
  readonly target: Reference
}

/** A button that does one command to one object. Its tooltip is the kubectl line, and what will happen. Absent where there is nothing to do it to. */
export const CommandButton = memo(PlainCommandButton, isSame)

function PlainCommandButton({ command, target, isIconOnly, isSmall, look }: Props) {
  const label = useFromWorld(view => command.label(view, target))
  const title = useFromWorld(view => command.title(view, target))
  const line = useFromWorld(view => command.kubectl(view, target))
  const consequence = useFromWorld(view => command.consequence?.(view, target))
  const isEnabled = useFromWorld(view => command.isEnabled(view, target))
  const isOffered = useHasSimulation() || !command.needsSimulation
  if (!isOffered) return null
  return (
    <Button
      label={isIconOnly ? title : label}
      aria-label={title}
      title={[consequence, line].filter(Boolean).join('\n')}
      icon={command.icon}
      isIconOnly={isIconOnly ?? false}
      isSmall={isSmall ?? false}
      look={look ?? (command.isDangerous ? 'danger' : 'plain')}
      disabled={!isEnabled}
      onClick={event => {
        event.stopPropagation()
        void execute(command, target)
      }}
    />
  )
}

/** References are made anew with every change of an object; what they say is what counts. */
function isSame(before: Props, after: Props): boolean {
  return (
    before.command === after.command &&
    referenceText(before.target) === referenceText(after.target) &&
    before.isIconOnly === after.isIconOnly &&
    before.isSmall === after.isSmall &&
    before.look === after.look
  )
}
