import { type Connection, useCluster, useConnection } from '../session'
import { classNames, type Tone } from '../ui'
import './connection.css'

const words: Readonly<Record<Connection['phase'], { readonly word: string; readonly tone: Tone }>> = {
  connecting: { word: 'connecting …', tone: 'busy' },
  connected: { word: 'connected', tone: 'good' },
  reconnecting: { word: 'reconnecting …', tone: 'warn' },
  lost: { word: 'not connected', tone: 'bad' },
}

/** Whose cluster this is, when it is not the page's own, and whether it answers. */
export function ConnectionChip() {
  const connection = useConnection()
  const choice = useCluster(state => state.choice)
  if (!connection || choice.state !== 'chosen') return null
  const { word, tone } = words[connection.phase]
  const kind = connection.hasLab ? 'A lab elsewhere' : 'A real cluster'
  const hidden =
    connection.refused.length > 0 ? ` It does not let this page see: ${connection.refused.join(', ')}.` : ''
  const says = `${connection.phase === 'connected' ? `${kind} at` : 'The cluster at'} ${choice.address.base}, ${word}${hidden}`
  return (
    <output className={classNames('connection', `tone-${tone}`)} title={says} aria-label={says}>
      <span className="connection__dot" />
      <span className="connection__name">{choice.address.name}</span>
      <span className="connection__word">
        {word}
        {hidden && ', in part'}
      </span>
    </output>
  )
}
