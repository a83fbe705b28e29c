/** A watch that has told nothing for this long has told all there was, in milliseconds. */
const quietMs = 120

/** The lines of a body until none has come for a while, or until a deadline (of `performance.now()`). */
export async function* linesUntilQuiet(
  response: Response,
  deadline: number,
  stop: AbortController,
): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  while (reader && performance.now() < deadline) {
    const timer = setTimeout(() => stop.abort(), quietMs)
    // A body that is called off rejects: that is the silence waited for.
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }))
    clearTimeout(timer)
    if (done) return
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') yield line
  }
}
