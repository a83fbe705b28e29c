import type { ClusterAddress } from '../session'

interface Props {
  readonly address: ClusterAddress
  /** What was there when it was last connected; undefined when it never was. */
  readonly known: 'lab' | 'real' | undefined
}

/** The commands that make a cluster reachable for this page. */
export function HowTo({ address, known }: Props) {
  const port = new URL(address.base).port || '80'
  const isOwn = address.place === 'own'
  const folder = isOwn ? location.pathname.replace(/[^/]*$/, '') : '/lab/'
  return (
    <dl className="how-to">
      {known !== 'lab' && (
        <>
          <dt>{known ? 'Start the way to it again' : 'Your own cluster'}</dt>
          <dd>
            {!isOwn && (
              <>
                Serve this page beside it, because kubectl proxy lets no other page in, and open{' '}
                <code>{`http://127.0.0.1:${port}/lab/?cluster=/`}</code>
              </>
            )}
            <pre>
              <code>{`npm run build\nkubectl proxy --port=${port} --www=dist --www-prefix=${folder}`}</code>
            </pre>
          </dd>
        </>
      )}
      {known !== 'real' && !isOwn && (
        <>
          <dt>{known ? 'Start it again' : 'A lab without a browser'}</dt>
          <dd>
            <pre>
              <code>{`npm run serve -- --port ${port}${originFlag()}`}</code>
            </pre>
          </dd>
        </>
      )}
    </dl>
  )
}

/** The pages of `npm start` are let in anyway. */
function originFlag(): string {
  return /^http:\/\/(?:localhost|127\.0\.0\.1):5173$/.test(location.origin) ? '' : ` --allow-origin ${location.origin}`
}
