import type { Seed } from '../../sim'
import type { View } from '../../store'
import { type Case, Session, type Step } from '../conformance/player'
import { beginningOf, Lots } from './beginnings'
import { turnOf } from './turns'

/** How many things happen after the beginning. */
const turns = { least: 6, most: 14 }

/**
 * A case that nobody thought of: what happens next is drawn from what the lab's world offers at that moment. Names that chance has made are
 * written as symbols, so that the story can be told to another control plane.
 */
export function tellStory(seed: Seed): Case {
  const lots = new Lots(seed)
  const session = new Session({}, seed)
  const steps: Step[] = []
  const tell = (step: Step, inSymbols: unknown = step) => {
    steps.push(inSymbols as Step)
    session.play(step)
  }
  for (const step of beginningOf(lots)) tell(step)
  const count = lots.number(turns.least, turns.most, 'turns')
  for (let index = 0; index < count; index++) {
    const view = session.world.store.at()
    for (const step of turnOf(lots, index, view)) {
      const inSymbols = session.symbols.value(step)
      if (!namesByChance(view, JSON.stringify(inSymbols))) tell(step, inSymbols)
    }
  }
  return { title: `A random story, seed ${seed}`, steps }
}

/** Whether a text names a pod as only this world does: one that came and went within a step has no symbol yet. */
function namesByChance(view: View, text: string): boolean {
  return view.list('Pod').some(({ metadata: { name, ownerReferences } }) => {
    const isChance = ownerReferences?.some(({ kind }) => kind === 'ReplicaSet')
    return isChance && text.includes(name)
  })
}
