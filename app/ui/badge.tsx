import { classNames } from './class-names'

/** How a word is meant: fine, on its way, needs a look, broken, not there. Colour never says it alone. */
export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'off'

/** A word in the colour of its tone. */
export function Badge({ tone, text }: { readonly tone: Tone; readonly text: string }) {
  return <span className={classNames('badge', `tone-${tone}`)}>{text}</span>
}
