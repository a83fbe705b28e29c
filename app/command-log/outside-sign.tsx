import { useOutside } from '../session'
import { Icon } from '../ui'

/** Says that programs outside the page use its cluster; nothing until one does. */
export function OutsideSign() {
  const { requests, watching } = useOutside()
  if (requests === 0) return null
  const asked = `${requests} ${requests === 1 ? 'request' : 'requests'} from outside`
  const says = watching > 0 ? `${asked}, ${watching} watching` : asked
  return (
    <output className="log__sign" title={`Programs outside this page use its cluster: ${says}.`} aria-label={says}>
      <Icon name="outside" size={13} /> {watching > 0 ? `${watching} watching` : requests}
    </output>
  )
}
