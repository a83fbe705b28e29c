import { describe, expect, it } from 'vitest'
import { StatusError } from '../../client'
import type {
  KubernetesObject,
  Machine,
  Namespace,
  PersistentVolume,
  PersistentVolumeClaim,
  Service,
  StorageClass,
} from '../../kinds'
import { epoch, minute } from '../../sim'
import { VersionedStore } from '../../store'
import { admitClaim } from './claim-admission'
import { ageOf, humanDuration } from './columns'
import { type Resource, type RuleContext, resourceOf, resources, storedAs } from './index'
import { isIPv6 } from './ip-address'
import { admitVolume } from './volume-admission'

function rulesWith(objects: readonly unknown[] = [], now = epoch): RuleContext {
  const store = new VersionedStore({ clock: () => now })
  if (objects.length)
    store.commit({ actor: 'test', verb: 'create' }, tx => {
      for (const object of objects) tx.put(object as KubernetesObject)
    })
  return { view: store.at(), now, seed: 7, settings: { servicePrefix: '10.96' } }
}

/** A new object as the API makes it, without admission. */
function created<T extends KubernetesObject>(manifest: unknown, rules = rulesWith()): T {
  const { kind, metadata, ...rest } = manifest as { kind: string; metadata: { name: string } }
  const resource: Resource = resourceOf(kind)
  const complete = {
    apiVersion: resource.group ? `${resource.group}/${resource.version}` : resource.version,
    kind,
    metadata: {
      uid: `uid-${metadata.name}`,
      resourceVersion: '',
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...(resource.namespaced && { namespace: 'default' }),
      ...metadata,
    },
    ...rest,
  }
  const object = resource.defaults(complete)
  return (resource.prepareForCreate?.(object, rules) ?? object) as T
}

function updated<T extends KubernetesObject>(next: T, previous: T, rules = rulesWith()): T {
  const resource = resourceOf(next.kind)
  return (resource.prepareForUpdate?.(resource.defaults(next), previous, rules) ?? next) as T
}

function reasonOf(run: () => unknown): string | undefined {
  try {
    run()
  } catch (error) {
    if (error instanceof StatusError) return error.status.message
    throw error
  }
  return undefined
}

const web = { kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } }

describe('addresses of services', () => {
  it('are the same for the same seed and service, and never one that is taken', () => {
    const first = created<Service>(web)
    expect(created<Service>(web).spec.clusterIP).toBe(first.spec.clusterIP)
    expect(first.spec.clusterIP).toMatch(/^10\.96\./)
    const other = { ...first, metadata: { ...first.metadata, name: 'other' } }
    expect(created<Service>(web, rulesWith([other])).spec.clusterIP).not.toBe(first.spec.clusterIP)
  })

  it('begin with the one of the API server', () => {
    const service = { ...web, metadata: { name: 'kubernetes' } }
    expect(created<Service>(service).spec.clusterIP).toBe('10.96.0.1')
  })

  it('stay when a client leaves them out, and go when the type has none', () => {
    const first = created<Service>(web)
    const { clusterIP: _1, clusterIPs: _2, ...spec } = first.spec
    expect(updated<Service>({ ...first, spec: spec as Service['spec'] }, first).spec.clusterIP).toBe(
      first.spec.clusterIP,
    )
    const external = { ...first, spec: { ...first.spec, type: 'ExternalName', externalName: 'a.b' } } as Service
    const left = updated<Service>(external, first)
    const { clusterIP, clusterIPs, ipFamilies, internalTrafficPolicy } = left.spec
    expect([clusterIP, clusterIPs, ipFamilies]).toEqual(Array(3).fill(undefined))
    // Recorded in network/external-name: kept, but not shown.
    expect(internalTrafficPolicy).toBe('Cluster')
    const read = resourceOf('Service').asRead?.(left) as Service
    expect(read.spec.internalTrafficPolicy).toBeUndefined()
  })

  it('come when a service stops being an alias', () => {
    const alias = created<Service>({ ...web, spec: { type: 'ExternalName', externalName: 'a.b' } })
    const next = { ...alias, spec: { ...alias.spec, type: 'ClusterIP', ports: [{ port: 80 }] } } as unknown as Service
    expect(updated<Service>(next, alias).spec.clusterIP).toMatch(/^10\.96\./)
  })
})

describe('ports of nodes', () => {
  const nodePort = { ...web, spec: { ...web.spec, type: 'NodePort' } }

  it('are drawn from the range, and kept when the client leaves them out', () => {
    const first = created<Service>(nodePort)
    const port = first.spec.ports?.[0]?.nodePort as number
    expect(port).toBeGreaterThanOrEqual(30_000)
    expect(port).toBeLessThanOrEqual(32_767)
    const next = {
      ...first,
      spec: { ...first.spec, ports: [{ port: 81, protocol: 'TCP', targetPort: 81 }] },
    } as Service
    expect(updated<Service>(next, first).spec.ports?.[0]?.nodePort).toBe(port)
  })

  it('are refused outside the range', () => {
    const wish = { ...nodePort, spec: { ...nodePort.spec, ports: [{ port: 80, nodePort: 80 }] } }
    expect(reasonOf(() => created(wish))).toContain('The range of valid ports is 30000-32767')
  })

  it('go with the type', () => {
    const first = created<Service>(nodePort)
    const next = { ...first, spec: { ...first.spec, type: 'ClusterIP' } } as Service
    const { spec } = updated<Service>(next, first)
    expect(spec.ports?.[0]).not.toHaveProperty('nodePort')
    expect(spec).not.toHaveProperty('externalTrafficPolicy')
  })
})

describe('volumes and claims', () => {
  const volume = created<PersistentVolume>({
    kind: 'PersistentVolume',
    metadata: { name: 'v' },
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/x' } },
  })
  const claim = created<PersistentVolumeClaim>({
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'c' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  })
  const storageClass = (name: string, creationTimestamp: string, isDefault = 'true') =>
    ({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name,
        uid: name,
        resourceVersion: '1',
        creationTimestamp,
        annotations: { 'storageclass.kubernetes.io/is-default-class': isDefault },
      },
      provisioner: 'p',
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'Immediate',
    }) as StorageClass

  it('a volume notes when its phase changed, and only then', () => {
    const later = rulesWith([], epoch + minute)
    const status = resourceOf('PersistentVolume').prepareForStatusUpdate
    const write = (phase: string) =>
      status?.({ ...volume, status: { phase } } as PersistentVolume, volume, later) as PersistentVolume
    expect(volume.status.lastPhaseTransitionTime).toBe('2026-01-01T00:00:00Z')
    expect(write('Available').status.lastPhaseTransitionTime).toBe('2026-01-01T00:01:00Z')
    expect(write('Pending').status.lastPhaseTransitionTime).toBe('2026-01-01T00:00:00Z')
  })

  it('a claim without a class gets the youngest default class, by name among equals', () => {
    const old = storageClass('old', '2026-01-01T00:00:00Z')
    const young = [storageClass('z', '2026-01-02T00:00:00Z'), storageClass('b', '2026-01-02T00:00:00Z')]
    const none = storageClass('a', '2026-01-03T00:00:00Z', 'false')
    const { view } = rulesWith([old, ...young, none])
    expect(admitClaim(claim, view).spec.storageClassName).toBe('b')
    const classless = { ...claim, spec: { ...claim.spec, storageClassName: '' } }
    expect(admitClaim(classless, view).spec.storageClassName).toBe('')
  })

  it('both are protected, once', () => {
    const { view } = rulesWith()
    const protectedClaim = admitClaim(claim, view)
    expect(protectedClaim.metadata.finalizers).toEqual(['kubernetes.io/pvc-protection'])
    expect(admitClaim(protectedClaim, view)).toBe(protectedClaim)
    const protectedVolume = admitVolume(volume)
    expect(protectedVolume.metadata.finalizers).toEqual(['kubernetes.io/pv-protection'])
    expect(admitVolume(protectedVolume)).toBe(protectedVolume)
  })
})

describe('namespaces', () => {
  const namespace = created<Namespace>({ kind: 'Namespace', metadata: { name: 'n' } })
  const { beforeDelete, isHeld } = resourceOf('Namespace')

  it('are marked first, wait for their finalizer, and then go', () => {
    const marked = beforeDelete?.(namespace, epoch) as Namespace
    expect(marked.status.phase).toBe('Terminating')
    expect(marked.metadata.deletionTimestamp).toBe('2026-01-01T00:00:00Z')
    expect(isHeld?.(marked)).toBe(true)
    expect(beforeDelete?.(marked, epoch)).toBe(marked)
    expect(beforeDelete?.({ ...marked, spec: {} } as Namespace, epoch)).toBeUndefined()
  })

  it('of the system are never deleted', () => {
    const system = { ...namespace, metadata: { ...namespace.metadata, name: 'default' } }
    expect(reasonOf(() => beforeDelete?.(system, epoch))).toBe(
      'namespaces "default" is forbidden: this namespace may not be deleted',
    )
  })
})

describe('machines', () => {
  const machine = created<Machine>({ kind: 'Machine', metadata: { name: 'node-1' }, spec: {} })
  const rules = resourceOf('Machine')

  it('begin switched off with power given, on addresses nobody has', () => {
    expect(machine.spec).toMatchObject({
      power: 'On',
      kubelet: 'Running',
      address: '192.168.0.10',
      podPrefix: '10.244.1',
    })
    expect(machine.status).toMatchObject({ state: 'Off', bootCount: 0 })
    const second = created<Machine>({ kind: 'Machine', metadata: { name: 'node-2' }, spec: {} }, rulesWith([machine]))
    expect(second.spec).toMatchObject({ address: '192.168.0.11', podPrefix: '10.244.2' })
    expect(rules.validate(second)).toEqual([])
  })

  it('say what power there is', () => {
    const wrong = { ...machine, spec: { ...machine.spec, power: 'off' } } as unknown as Machine
    expect(rules.validate(wrong)).toEqual([
      {
        path: 'spec.power',
        type: 'FieldValueNotSupported',
        message: 'Unsupported value: "off": supported values: "Off", "On"',
      },
    ])
  })

  it('do not move on the network', () => {
    const moved = { ...machine, spec: { ...machine.spec, address: '192.168.0.99' } }
    expect(rules.validateUpdate(moved, machine).map(error => error.path)).toEqual(['spec.address'])
  })
})

describe('every kind', () => {
  it.each(resources.map(resource => [resource.kind, resource] as const))(
    '%s is found by its kind, with a schema and columns',
    (kind, resource) => {
      expect(resource.schema.type).toBe('object')
      expect(resourceOf(kind)).toBe(storedAs(resource))
      expect(resource.columns.length).toBeGreaterThan(0)
    },
  )
})

describe('ages', () => {
  it.each([
    [-5000, '<invalid>'],
    [119_000, '119s'],
    [250_000, '4m10s'],
    [600_000, '10m'],
    [5.2 * 3600_000, '5h12m'],
    [30 * 3600_000, '30h'],
    [76 * 3600_000, '3d4h'],
    [9 * 86400_000, '9d'],
    [800 * 86400_000, '2y70d'],
  ])('%d ms is %s', (milliseconds, text) => {
    expect(humanDuration(milliseconds)).toBe(text)
  })

  it('are unknown without a beginning', () => {
    expect(ageOf(null, epoch)).toBe('<unknown>')
  })
})

describe('IPv6 addresses', () => {
  it.each(['::', '::1', '2001:db8::ffff', '1:2:3:4:5:6:7:8', '::ffff:10.0.0.1'])('%s is one', text => {
    expect(isIPv6(text)).toBe(true)
  })
  it.each(['', '1', '1::2::3', '1:2:3:4:5:6:7', '12345::', 'g::', '1:2:3:4:5:6:7:8:9', '::1.2.3'])(
    '%s is none',
    text => {
      expect(isIPv6(text)).toBe(false)
    },
  )
})
