import { useMemo, useState } from 'react'
import { stringify } from 'yaml'
import type { KubernetesObject } from '../../src/kinds'
import { Button, Panel } from '../ui'

/** The object as `kubectl get -o yaml` would print it. Made only when somebody wants to read it. */
export function YamlPanel({ object }: { readonly object: KubernetesObject }) {
  const [isOpen, setOpen] = useState(false)
  const text = useMemo(() => (isOpen ? stringify(object, { lineWidth: 0 }) : ''), [object, isOpen])
  return (
    <Panel title="YAML">
      <div>
        <Button
          label={isOpen ? 'Hide YAML' : 'Show YAML'}
          icon="code"
          isSmall
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        />
      </div>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <pre className="yaml" tabIndex={0}>
          {text}
        </pre>
      )}
    </Panel>
  )
}
