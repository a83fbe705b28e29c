import { compareText } from '../base'

/** Longest text of an event; a condition may be longer (schedule_one.go: truncateMessage). */
const mostNoteLength = 1024

/** `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) were unschedulable.`, sorted as text (framework/types.go: FitError). */
export function fitError(nodeCount: number, reasons: Iterable<string>): string {
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const parts = [...counts].map(([reason, count]) => `${count} ${reason}`).sort(compareText)
  return `0/${nodeCount} nodes are available:${parts.length > 0 ? ` ${parts.join(', ')}.` : ''}`
}

/** The same where no node was asked, because the pod could run on none. */
export function preFilterError(nodeCount: number, message: string): string {
  return `0/${nodeCount} nodes are available: ${message}.`
}

/** The message as an event carries it: cut off where it is too long. */
export function noteText(message: string): string {
  const suffix = ' ...'
  return message.length <= mostNoteLength ? message : message.slice(0, mostNoteLength - suffix.length) + suffix
}
