import type { ReactNode } from 'react'
import { type Reference, referenceText, usePage } from '../../session'
import { classNames, type Tone } from '../../ui'
import { identityClass, type Ordinal } from '../model'

interface CardProps {
  readonly kind: string
  readonly target: Reference
  readonly ordinal?: Ordinal
  readonly tone?: Tone
  /** Further class names that say what state it is in. */
  readonly states?: readonly (string | false)[]
  readonly children: ReactNode
}

/** The body of every node: its colour, its state, and whether it is selected. */
export function Card({ kind, target, ordinal, tone, states = [], children }: CardProps) {
  const isSelected = usePage(state => state.selected === referenceText(target))
  const classes = classNames(
    'card',
    `card--${kind}`,
    identityClass(ordinal),
    tone && `tone-${tone}`,
    isSelected && 'is-selected',
    ...states,
  )
  return <article className={classes}>{children}</article>
}

/** The name of what a card shows; the button that selects it for keyboard and screen reader. */
export function CardName({
  name,
  says,
  ordinal,
}: {
  readonly name: string
  readonly says: string
  readonly ordinal?: Ordinal
}) {
  return (
    <button type="button" className="card__name" aria-label={says}>
      {ordinal === undefined ? <AnyName name={name} /> : <OrdinalName name={name} ordinal={ordinal} />}
    </button>
  )
}

/** `kubia-` in plain, `1` in strong: the part of a name that is the identity. */
function OrdinalName({ name, ordinal }: { readonly name: string; readonly ordinal: number }) {
  const stem = name.slice(0, name.length - String(ordinal).length)
  return (
    <>
      <span className="card__stem">{stem}</span>
      <span className="card__ordinal">{ordinal}</span>
    </>
  )
}

/** What the API server puts behind the name of a pod that a ReplicaSet makes. */
const randomSuffix = /-[bcdfghjklmnpqrstvwxz2456789]{5}$/

/** A name without an ordinal; of a random one the end is what tells it from the others, so the middle gives way. */
function AnyName({ name }: { readonly name: string }) {
  if (!randomSuffix.test(name)) return name
  return (
    <span className="card__any">
      <span className="card__any-stem">{name.slice(0, -5)}</span>
      <span>{name.slice(-5)}</span>
    </span>
  )
}

/** A dot and a word: what state something is in. */
export function StateWord({ word }: { readonly word: string }) {
  return (
    <span className="state">
      <span className="state__dot" aria-hidden="true" />
      {word}
    </span>
  )
}
