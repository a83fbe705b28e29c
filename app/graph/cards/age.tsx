import { useNow } from '../../session'
import { durationText } from '../../ui'

/** How long ago a virtual moment is, counting on: `14s`, `6m12s`, `19m`, `3h`. */
export function Age({ since }: { readonly since: number }) {
  const now = useNow(1000)
  return <>{now === undefined ? '' : durationText(now - since, true)}</>
}
