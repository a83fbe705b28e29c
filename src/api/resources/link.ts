import type { Link } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn } from './columns'
import { type FieldError, invalid, notSupported } from './field-error'
import { defineResource } from './types'

const states: readonly string[] = ['Cut', 'Up']
const mostLatencyMs = 60_000

function defaults(link: Link): Link {
  const spec: Partial<Link['spec']> = link.spec ?? {}
  if (spec.state && spec.latencyMs !== undefined) return link
  return { ...link, spec: { ...spec, state: spec.state ?? 'Up', latencyMs: spec.latencyMs ?? 1 } }
}

function validate({ spec }: Link): readonly FieldError[] {
  const errors: FieldError[] = []
  if (!states.includes(spec.state)) errors.push(notSupported('spec.state', spec.state, states))
  if (!Number.isInteger(spec.latencyMs) || spec.latencyMs < 0 || spec.latencyMs > mostLatencyMs)
    errors.push(invalid('spec.latencyMs', spec.latencyMs, `must be between 0 and ${mostLatencyMs}, inclusive`))
  return errors
}

/** The network between the machine of the same name and the control plane. */
export const linkResource = defineResource<Link>({
  kind: 'Link',
  group: 'lab.sim',
  version: 'v1',
  plural: 'links',
  singular: 'link',
  shortNames: [],
  categories: ['lab'],
  namespaced: false,
  get schema() {
    return schemaOf('Link')
  },
  subresources: [],
  hasGeneration: true,
  nameRule: 'subdomain',
  defaults,
  validate,
  validateUpdate: (next, previous) => (next.spec === previous.spec ? [] : validate(next)),
  columns: [
    nameColumn,
    textColumn<Link>('State', 'Whether anything gets through.', ({ spec }) => spec.state),
    textColumn<Link>('Latency', 'How long a message is under way.', ({ spec }) => `${spec.latencyMs}ms`),
    ageColumn,
  ],
})
