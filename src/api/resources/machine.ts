import type { Machine, Time } from '../../kinds'
import type { View } from '../../store'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn, wideColumn } from './columns'
import { type FieldError, invalid, notSupported, required } from './field-error'
import { parseIPv4 } from './ip-address'
import { validateLabels } from './metadata'
import { positiveQuantityErrors } from './quantity-errors'
import { defineResource, type RuleContext } from './types'

type MachineSpec = Machine['spec']

const powers: readonly string[] = ['Off', 'On']
const kubelets: readonly string[] = ['Running', 'Stopped']
const capacity: MachineSpec['capacity'] = { cpu: '4', 'ephemeral-storage': '100Gi', memory: '16Gi', pods: '110' }
/** As many machines as pod ranges fit below 10.244 to 10.255. */
const mostMachines = 12 * 256

/** A machine somebody asks for is a machine that runs. Its addresses are found at creation. */
function defaults(machine: Machine): Machine {
  const spec: Partial<MachineSpec> = machine.spec ?? {}
  if (spec.power && spec.kubelet && spec.capacity && machine.status) return machine
  const complete = {
    ...spec,
    power: spec.power ?? 'On',
    kubelet: spec.kubelet ?? 'Running',
    capacity: spec.capacity ?? capacity,
  } as MachineSpec
  return { ...machine, spec: complete, status: machine.status ?? ({} as Machine['status']) }
}

/** Gives it an address and a range for its pods, unless it names them. It is off until the machine itself notices its power. */
function prepareForCreate(machine: Machine, { view }: RuleContext): Machine {
  const { spec, status } = machine
  return {
    ...machine,
    spec: {
      ...spec,
      address: spec.address || freeAddressAt(view),
      podPrefix: spec.podPrefix || freePrefixAt(view),
    },
    status: { state: 'Off', bootCount: 0, bootID: '', bootedAt: 0, images: status.images ?? [], lastAddress: 1 },
  }
}

/** The lowest address from `192.168.0.10` on that no machine has; '' when there is none. */
function freeAddressAt(view: View): string {
  const taken = new Set(view.list('Machine').map(machine => machine.spec.address))
  return firstFree(number => `192.168.${(number + 9) >> 8}.${(number + 9) & 255}`, taken)
}

/** The lowest range of pod addresses from `10.244.1` on that no machine has; '' when there is none. */
function freePrefixAt(view: View): string {
  const taken = new Set(view.list('Machine').map(machine => machine.spec.podPrefix))
  return firstFree(number => `10.${244 + (number >> 8)}.${number & 255}`, taken)
}

function firstFree(textOf: (number: number) => string, taken: ReadonlySet<string>): string {
  for (let number = 1; number < mostMachines; number++) if (!taken.has(textOf(number))) return textOf(number)
  return ''
}

function validate({ spec, status }: Machine): readonly FieldError[] {
  const errors: FieldError[] = []
  if (!powers.includes(spec.power)) errors.push(notSupported('spec.power', spec.power, powers))
  if (!kubelets.includes(spec.kubelet)) errors.push(notSupported('spec.kubelet', spec.kubelet, kubelets))
  errors.push(...capacityErrors(spec.capacity))
  validateLabels(errors, 'spec.labels', spec.labels)
  if (!spec.address) errors.push(required('spec.address', 'all addresses of the lab are in use'))
  else if (parseIPv4(spec.address) === undefined)
    errors.push(invalid('spec.address', spec.address, 'must be an IPv4 address, (e.g. 192.168.0.10)'))
  if (!spec.podPrefix) errors.push(required('spec.podPrefix', 'all pod ranges of the lab are in use'))
  else if (parseIPv4(`${spec.podPrefix}.0`) === undefined)
    errors.push(invalid('spec.podPrefix', spec.podPrefix, 'must be three numbers of an IPv4 address, (e.g. 10.244.1)'))
  return [...errors, ...timeErrors(status)]
}

function capacityErrors(list: MachineSpec['capacity']): readonly FieldError[] {
  return ['cpu', 'memory', 'pods'].flatMap(name => {
    const quantity = list[name]
    const path = `spec.capacity[${name}]`
    return quantity === undefined ? [required(path)] : positiveQuantityErrors(quantity, path)
  })
}

function timeErrors({ bootedAt, kubeletStartedAt }: Machine['status']): readonly FieldError[] {
  const isNegative = (time: Time | undefined) => time !== undefined && time < 0
  const errors: FieldError[] = []
  if (isNegative(bootedAt)) errors.push(invalid('status.bootedAt', bootedAt, 'must be greater than or equal to 0'))
  if (isNegative(kubeletStartedAt))
    errors.push(invalid('status.kubeletStartedAt', kubeletStartedAt, 'must be greater than or equal to 0'))
  return errors
}

/** Power, kubelet, capacity and labels are a person's to change; where a machine is on the network is not. */
function validateUpdate(next: Machine, previous: Machine): readonly FieldError[] {
  if (next.spec === previous.spec) return []
  const changed = (['address', 'podPrefix'] as const).filter(field => next.spec[field] !== previous.spec[field])
  return [...validate(next), ...changed.map(field => invalid(`spec.${field}`, next.spec[field], 'field is immutable'))]
}

export const machineResource = defineResource<Machine>({
  kind: 'Machine',
  group: 'lab.sim',
  version: 'v1',
  plural: 'machines',
  singular: 'machine',
  shortNames: ['mach'],
  categories: ['lab'],
  namespaced: false,
  get schema() {
    return schemaOf('Machine')
  },
  subresources: ['status'],
  hasGeneration: true,
  nameRule: 'subdomain',
  defaults,
  prepareForCreate,
  prepareForUpdate: (next, previous) => ({
    ...next,
    spec: {
      ...next.spec,
      address: next.spec.address || previous.spec.address,
      podPrefix: next.spec.podPrefix || previous.spec.podPrefix,
    },
    status: previous.status,
  }),
  validate,
  validateUpdate,
  validateStatusUpdate: ({ status }) => timeErrors(status),
  columns: [
    nameColumn,
    textColumn<Machine>('Power', 'Whether the machine has power.', ({ spec }) => spec.power),
    textColumn<Machine>('State', 'Where it is between power and work.', ({ status }) => status.state),
    textColumn<Machine>('Kubelet', 'Whether its kubelet is meant to run.', ({ spec }) => spec.kubelet),
    textColumn<Machine>('Address', 'Where the machine is on the network.', ({ spec }) => spec.address),
    textColumn<Machine>('CPU', 'Processors it has.', ({ spec }) => spec.capacity.cpu ?? ''),
    textColumn<Machine>('Memory', 'Memory it has.', ({ spec }) => spec.capacity.memory ?? ''),
    ageColumn,
    wideColumn<Machine>('Boot-ID', 'Changes whenever the machine starts.', ({ status }) => status.bootID),
    wideColumn<Machine>('Images', 'Images in its cache.', ({ status }) => status.images.join(',')),
  ],
})
