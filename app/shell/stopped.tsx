import { Button, Notice } from '../ui'

/** Says that nothing goes on any more, why, and what to do about it. */
export function Stopped({ reason }: { readonly reason: string }) {
  return (
    <Notice tone="bad" title="The lab has stopped">
      <p>{reason.replace(/^Uncaught /, '').replace(/\.?$/, '.')} What is on the screen is how it was then.</p>
      <p>
        <Button label="Reload to start anew" look="primary" onClick={() => location.reload()} />
      </p>
    </Notice>
  )
}
