import type { HttpRequest, Reference, View } from '../session'
import type { IconName } from '../ui'

/**
 * One thing a person can do. Buttons, menus and (later) the palette and the terminal are all made from these; `kubectl` is the command line
 * that does the same, and is shown whenever the action is taken.
 */
export interface Command {
  readonly id: string
  /** The kinds of objects it acts on; empty for what concerns the whole cluster. */
  readonly kinds: readonly string[]
  readonly icon: IconName
  /** Key that triggers it for the selected object, or anywhere if it concerns the whole cluster. */
  readonly shortcut?: string
  readonly isDangerous?: boolean
  /** It needs a machine, a link or the clock: nothing that anybody has a button for in a real cluster. */
  readonly needsSimulation?: boolean
  /** What the button says, `Power off`. */
  label(view: View, target: Reference): string
  /** What it does and to what, `Power off node-1`. */
  title(view: View, target: Reference): string
  isEnabled(view: View, target: Reference): boolean
  /** What will happen, where that is not obvious. */
  consequence?(view: View, target: Reference): string
  /** `input` is what a person typed or chose: a text to send, a speed. */
  kubectl(view: View, target: Reference, input?: string): string
  requests(view: View, target: Reference, input?: string): readonly HttpRequest[]
}
