/** What a field of a struct, or the struct itself, is for. */
export function describe(_owner: string, _field?: string): string | undefined {
  return undefined
}
