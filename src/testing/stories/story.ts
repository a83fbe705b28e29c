import type { Seed } from '../../sim'
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
  const tell = (step: Step) => {
    steps.push(session.symbols.value(step) as Step)
    session.play(step)
  }
  for (const step of beginningOf(lots)) tell(step)
  const count = lots.number(turns.least, turns.most, 'turns')
  for (let index = 0; index < count; index++) tell(turnOf(lots, index, session.world.store.at()))
  return { title: `A random story, seed ${seed}`, steps }
}
