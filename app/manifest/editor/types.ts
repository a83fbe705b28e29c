import type { Problem } from '../diagnose'

/** What both editors take: the one that is there at once, and the one that is loaded. */
export interface EditorProps {
  readonly fileId: string
  readonly text: string
  readonly problems: readonly Problem[]
  readonly onChange: (text: string) => void
  readonly onApply: () => void
}

/** What the pane asks of an editor. */
export interface EditorHandle {
  /** Puts the cursor where a problem is, and shows it. */
  reveal(problem: Problem): void
  focus(): void
}
