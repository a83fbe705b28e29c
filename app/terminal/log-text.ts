import { type LogEntry, useLog } from '../session'
import { coloured, harmless } from './output'

/**
 * Tells what is done elsewhere on the page, and what became of it, as it would have been typed: all so far, and then each as it comes. Returns
 * how to stop it.
 */
export function followLog(tell: (text: string) => void): () => void {
  const told = new Map<number, LogEntry['outcome']>()
  const look = () => {
    for (const entry of useLog.getState().entries) {
      const before = told.get(entry.id)
      if (entry.isTyped || before === entry.outcome) continue
      told.set(entry.id, entry.outcome)
      const text = (before === undefined ? lineOf(entry) : '') + answerOf(entry)
      if (text !== '') tell(text)
    }
  }
  look()
  return useLog.subscribe(look)
}

function lineOf({ kubectl, program }: LogEntry): string {
  const start = program === undefined ? '$ ' : `${program} outside: `
  return `${coloured(harmless(start), 90)}${harmless(kubectl)}\r\n`
}

function answerOf({ outcome, answer, advice }: LogEntry): string {
  if (outcome === 'sent' || !answer) return ''
  if (outcome === 'done') return `${coloured(harmless(answer), 90)}\r\n`
  return `${coloured(harmless(answer), 31)}${advice ? ` ${harmless(advice)}` : ''}\r\n`
}
