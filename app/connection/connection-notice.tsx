import {
  type ClusterAddress,
  openCluster,
  ownClusterLink,
  retryConnection,
  useCluster,
  useConnection,
} from '../session'
import { Button, Notice } from '../ui'
import { HowTo } from './how-to'

/** What stands between the page and a cluster elsewhere, and what to do about it; nothing while all is well. */
export function ConnectionNotice() {
  const choice = useCluster(state => state.choice)
  const connection = useConnection()
  if (choice.state === 'own') return null
  if (choice.state === 'wrong')
    return (
      <Frame>
        <Notice tone="bad" title="There is no such cluster">
          <p>{choice.error}</p>
          <OwnCluster />
        </Notice>
      </Frame>
    )
  if (choice.state === 'asking') return <Consent address={choice.address} why={choice.why} />
  if (connection?.phase !== 'lost') return null
  const known = connection.hasBeen ? (connection.hasLab ? 'lab' : 'real') : undefined
  return (
    <Frame>
      <Notice tone="bad" title={`No connection to ${choice.address.base}`}>
        <p>
          {connection.problem?.replace(/\.?$/, '.')} {known && 'What is drawn is what was last known.'} It is tried
          again every 15 s.
        </p>
        <HowTo address={choice.address} known={known} />
        <div className="connection-notice__actions">
          <Button label="Try again now" look="primary" onClick={retryConnection} />
          <OwnCluster />
        </div>
      </Notice>
    </Frame>
  )
}

/** Asks before anything is sent to where only a link says that it should go. */
function Consent({ address, why }: { readonly address: ClusterAddress; readonly why: 'foreign' | 'framed' }) {
  return (
    <Frame>
      <Notice tone="warn" title={`Show the cluster at ${address.base}?`}>
        <p>
          {why === 'foreign'
            ? 'The link that opened this page asks for a cluster that is not on this machine. Nothing has been sent there. If you go on, the page reads all it can see there, and your clicks act on it.'
            : 'This page stands inside of another page, which could make you click what you do not see. Open a cluster in a tab of its own.'}
        </p>
        <div className="connection-notice__actions">
          {why === 'foreign' ? (
            <Button label={`Connect to ${address.name}`} onClick={() => openCluster(address)} />
          ) : (
            <a className="button" href={location.href} target="_blank" rel="noreferrer">
              Open in a new tab
            </a>
          )}
          <OwnCluster />
        </div>
      </Notice>
    </Frame>
  )
}

function OwnCluster() {
  return (
    <a className="button button--quiet" href={ownClusterLink()}>
      Use a cluster in this page
    </a>
  )
}

function Frame({ children }: { readonly children: React.ReactNode }) {
  return <div className="connection-notice">{children}</div>
}
