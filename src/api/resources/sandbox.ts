import type { Sandbox, SandboxContainer } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn, wideColumn } from './columns'
import { type FieldError, invalid, notSupported, required } from './field-error'
import { defineResource } from './types'

const phases: readonly string[] = ['Exited', 'Running', 'Waiting']

function defaults(sandbox: Sandbox): Sandbox {
  const status: Partial<Sandbox['status']> = sandbox.status ?? {}
  if (status.createdAt !== undefined && status.containers && status.mounts) return sandbox
  return {
    ...sandbox,
    status: {
      ...status,
      createdAt: status.createdAt ?? 0,
      attempt: status.attempt ?? 0,
      containers: status.containers ?? [],
      mounts: status.mounts ?? {},
    },
  }
}

function validate(sandbox: Sandbox): readonly FieldError[] {
  const errors: FieldError[] = []
  if (!sandbox.spec?.machine) errors.push(required('spec.machine'))
  if (!sandbox.spec?.pod?.metadata?.name) errors.push(required('spec.pod.metadata.name'))
  return [...errors, ...statusErrors(sandbox)]
}

function statusErrors({ status }: Sandbox): readonly FieldError[] {
  return status.containers.flatMap((container, index) => {
    const path = `status.containers[${index}].phase`
    return phases.includes(container.phase) ? [] : [notSupported(path, container.phase, phases)]
  })
}

/** What runs on a machine does not move to another one. */
function validateUpdate(next: Sandbox, previous: Sandbox): readonly FieldError[] {
  const errors = next.spec === previous.spec ? [] : [...validate(next)]
  if (next.spec.machine !== previous.spec.machine)
    errors.push(invalid('spec.machine', next.spec.machine, 'field is immutable'))
  return errors
}

function isRunning({ phase }: SandboxContainer): boolean {
  return phase === 'Running'
}

/** What really runs for one pod on one machine. */
export const sandboxResource = defineResource<Sandbox>({
  kind: 'Sandbox',
  group: 'lab.sim',
  version: 'v1',
  plural: 'sandboxes',
  singular: 'sandbox',
  shortNames: [],
  categories: ['lab'],
  namespaced: false,
  get schema() {
    return schemaOf('Sandbox')
  },
  subresources: ['status'],
  hasGeneration: false,
  nameRule: 'subdomain',
  defaults,
  prepareForUpdate: (next, previous) => ({ ...next, status: previous.status }),
  validate,
  validateUpdate,
  validateStatusUpdate: (next, previous) => (next.status === previous.status ? [] : statusErrors(next)),
  columns: [
    nameColumn,
    textColumn<Sandbox>('Machine', 'Where it runs.', ({ spec }) => spec.machine),
    textColumn<Sandbox>(
      'Pod',
      'The identity it runs under.',
      ({ spec: { pod } }) => `${pod.metadata.namespace}/${pod.metadata.name}`,
    ),
    textColumn<Sandbox>(
      'Running',
      'How many of its containers run.',
      ({ status: { containers } }) => `${containers.filter(isRunning).length}/${containers.length}`,
    ),
    ageColumn,
    wideColumn<Sandbox>('Address', 'Its address in the pod network.', ({ status }) => status.address ?? '<none>'),
    wideColumn<Sandbox>('Pod-UID', 'Which pod of that name it is.', ({ spec: { pod } }) => pod.metadata.uid),
  ],
})
