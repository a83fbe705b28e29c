import type { ButtonHTMLAttributes } from 'react'
import { classNames } from './class-names'
import { Icon, type IconName } from './icon'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  /** What it does, in words. Shown, or, with `isIconOnly`, only spoken and shown as a tooltip. */
  readonly label: string
  readonly icon?: IconName
  readonly isIconOnly?: boolean
  readonly isSmall?: boolean
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet'
}

/** A button: a word, a picture, or both. */
export function Button({ label, icon, isIconOnly, isSmall, look = 'plain', ...rest }: ButtonProps) {
  const classes = classNames(
    'button',
    look !== 'plain' && `button--${look}`,
    isIconOnly && 'button--icon',
    isSmall && 'button--small',
  )
  return (
    <button
      type="button"
      title={isIconOnly ? label : undefined}
      {...rest}
      className={classes}
      aria-label={isIconOnly ? label : rest['aria-label']}
    >
      {icon && <Icon name={icon} size={isSmall ? 14 : 15} />}
      {!isIconOnly && label}
    </button>
  )
}
