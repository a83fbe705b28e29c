const key = 'statefulset-lab.history'
const most = 500

/** The lines typed in this visit and before, oldest first. */
export function storedHistory(): readonly string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(value) ? value.filter(line => typeof line === 'string') : []
  } catch {
    return []
  }
}

/** The history with one line more; the same line twice is one. Kept by the browser, where it keeps anything. */
export function withLine(history: readonly string[], line: string): readonly string[] {
  if (line.trim() === '' || history.at(-1) === line) return history
  const longer = [...history, line].slice(-most)
  try {
    localStorage.setItem(key, JSON.stringify(longer))
  } catch {
    // A browser that keeps nothing still knows the history until it is closed.
  }
  return longer
}
