/** Paths of kubectl and helm; `missing` says in a sentence what is not there. */
export function clients(): Promise<{ readonly kubectl?: string; readonly helm?: string; readonly missing?: string }>
