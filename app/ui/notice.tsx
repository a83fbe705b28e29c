import type { ReactNode } from 'react'
import type { Tone } from './badge'
import { classNames } from './class-names'

/** A short message that wants to be read, with what to do about it. */
export function Notice(props: { readonly tone: Tone; readonly title?: string; readonly children: ReactNode }) {
  return (
    <div className={classNames('notice', `tone-${props.tone}`)} role={props.tone === 'bad' ? 'alert' : undefined}>
      {props.title && <p className="notice__title">{props.title}</p>}
      {props.children}
    </div>
  )
}
