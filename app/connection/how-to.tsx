import type { ClusterAddress } from '../session'

/** The commands that make a cluster reachable for this page. */
export function HowTo({ address }: { readonly address: ClusterAddress }) {
  const port = new URL(address.base).port || '80'
  return (
    <dl className="how-to">
      <dt>Your own cluster</dt>
      <dd>
        Serve this page beside it, because kubectl proxy lets no other page in, and open{' '}
        <code>{`http://127.0.0.1:${port}/lab/?cluster=/`}</code>
        <pre>
          <code>{`npm run build\nkubectl proxy --port=${port} --www=dist --www-prefix=/lab/`}</code>
        </pre>
      </dd>
      <dt>A lab without a browser</dt>
      <dd>
        <pre>
          <code>{`npm run serve -- --port ${port}${originFlag()}`}</code>
        </pre>
      </dd>
    </dl>
  )
}

/** `npm start`'s own pages are let in anyway. */
function originFlag(): string {
  return /^http:\/\/(?:localhost|127\.0\.0\.1):5173$/.test(location.origin) ? '' : ` --allow-origin ${location.origin}`
}
