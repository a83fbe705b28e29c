/** What client-go writes into its log when a watch has ended: with the time and its process, and only sometimes. */
const line = /^[IWE]\d{4} .* reflector\.go:.*\n/gm

/** What the real kubectl prints, without what its libraries log. */
export function withoutClientLog(text: string): string {
  return text.replace(line, '')
}
