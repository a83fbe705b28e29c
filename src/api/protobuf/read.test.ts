import { describe, expect, test } from 'vitest'
import { mixNumber } from '../../base'
import type { HttpRequest } from '../../client'
import { AgentCluster } from '../../testing/agent-cluster'
import { allSchemas, schemaOf } from '../schema'
import { packages } from './fields'
import { envelopeOf } from './read'
import { binaryText, bytesOf, MessageWriter } from './wire'

/** What kubectl v1.35.2 sent for `kubectl create …`, in base64. */
const sent = {
  'deployment quick --image=nginx --replicas=3':
    'azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50ErMBCiMKBXF1aWNrEgAaACIAKgAyADgAQgBaDAoDYXBwEgVxdWljaxJ+CAMSDgoMCgNhcHASBXF1aWNrGmIKHgoAEgAaACIAKgAyADgAQgBaDAoDYXBwEgVxdWljaxJAEiIKBW5naW54EgVuZ2lueCoAQgBqAHIAgAEAiAEAkAEAogEAGgAyAEIASgBSAFgAYABoAIIBAIoBAJoBAMIBACICCgAoADgAGgwIABAAGAAgACgAOAAaACIA',
  'secret generic s --from-literal=a=b': 'azhzAAoMCgJ2MRIGU2VjcmV0Eh0KEQoBcxIAGgAiACoAMgA4AEIAEgYKAWESAWIaABoAIgA=',
  'service nodeport s --tcp=80:http':
    'azhzAAoNCgJ2MRIHU2VydmljZRJlChsKAXMSABoAIgAqADIAOABCAFoICgNhcHASAXMSQgoeCgc4MC1odHRwEgNUQ1AYUCIKCAEQABoEaHR0cCgAEggKA2FwcBIBcxoAIghOb2RlUG9ydDoAQgBSAFoAYABoABoCCgAaACIA',
  'pdb p --selector=app=x --min-available=50%':
    'azhzAAogCglwb2xpY3kvdjESE1BvZERpc3J1cHRpb25CdWRnZXQSOAoRCgFwEgAaACIAKgAyADgAQgASFwoJCAEQABoDNTAlEgoKCAoDYXBwEgF4GgoIABgAIAAoADAAGgAiAA==',
} as const

const expected: Readonly<Record<keyof typeof sent, unknown>> = {
  'deployment quick --image=nginx --replicas=3': {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'quick', labels: { app: 'quick' } },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'quick' } },
      template: { metadata: { labels: { app: 'quick' } }, spec: { containers: [{ name: 'nginx', image: 'nginx' }] } },
    },
  },
  'secret generic s --from-literal=a=b': { kind: 'Secret', metadata: { name: 's' }, data: { a: 'Yg==' } },
  'service nodeport s --tcp=80:http': {
    kind: 'Service',
    spec: { type: 'NodePort', ports: [{ name: '80-http', port: 80, targetPort: 'http', protocol: 'TCP' }] },
  },
  'pdb p --selector=app=x --min-available=50%': {
    kind: 'PodDisruptionBudget',
    spec: { minAvailable: '50%', selector: { matchLabels: { app: 'x' } } },
  },
}

describe('what kubectl sends in protobuf', () => {
  test.each(Object.entries(sent))('kubectl create %s', (command, base64) => {
    const { kind, read } = envelopeOf(atob(base64))
    expect(read(schemaOf(kind))).toMatchObject(expected[command as keyof typeof sent] as object)
  })

  test('is created like anything else', () => {
    const request: HttpRequest = {
      method: 'POST',
      path: '/api/v1/namespaces/default/secrets?fieldValidation=Strict',
      contentType: 'application/vnd.kubernetes.protobuf',
      body: atob(sent['secret generic s --from-literal=a=b']),
    }
    const { code, body } = new AgentCluster().world.handle(request)
    expect([code, body]).toMatchObject([201, { data: { a: 'Yg==' }, type: 'Opaque' }])
  })

  test.each([
    ['', 'provided data does not appear to be a protobuf message'],
    ['{"kind":"Secret"}', 'provided data does not appear to be a protobuf message'],
    ['k8s\0\x12\xff', 'unexpected EOF'],
    ['k8s\0\x0a\x0e\x0a\x02v1\x12\x08Nonsense', 'no kind "Nonsense" is registered for version "v1"'],
  ])('is refused when it is %j', (body, message) => {
    const path = '/api/v1/namespaces/default/secrets'
    const request = { method: 'POST', path, contentType: 'application/vnd.kubernetes.protobuf', body } as const
    const answer = new AgentCluster().world.handle(request)
    expect([answer.code, answer.body]).toMatchObject([400, { message: expect.stringContaining(message) }])
  })
})

/** A message in the envelope of the API. */
function enveloped(apiVersion: string, kind: string, raw: MessageWriter): string {
  const type = new MessageWriter().text(1, apiVersion).text(2, kind)
  return `k8s\0${binaryText(new MessageWriter().message(1, type).message(2, raw).finish())}`
}

test('times, quantities, keys of a list and fields of inner structs are read', () => {
  const acquired = new MessageWriter().number(1, 1_767_225_600).number(2, 5_000)
  const spec = new MessageWriter().text(1, 'me').number(2, 15).message(3, acquired)
  const { read } = envelopeOf(enveloped('coordination.k8s.io/v1', 'Lease', new MessageWriter().message(2, spec)))
  expect(read(schemaOf('Lease'))).toMatchObject({
    spec: { holderIdentity: 'me', leaseDurationSeconds: 15, acquireTime: '2026-01-01T00:00:00.000005Z' },
  })
  const entry = new MessageWriter().text(1, 'storage').message(2, new MessageWriter().text(1, '1Gi'))
  const hostPath = new MessageWriter().message(3, new MessageWriter().text(1, '/data'))
  const volume = new MessageWriter().message(2, new MessageWriter().message(1, entry).message(2, hostPath))
  const source = envelopeOf(enveloped('v1', 'PersistentVolume', volume)).read(schemaOf('PersistentVolume'))
  expect(source).toMatchObject({ spec: { capacity: { storage: '1Gi' }, hostPath: { path: '/data' } } })
})

test('every struct that Go defines has its numbers', () => {
  const missing = [...allSchemas()]
    .filter(({ goPackage = '' }) => goPackage.startsWith('k8s.io/'))
    .filter(({ goPackage = '', goType }) => !packages[goPackage]?.[goType.replace('v1.', '')])
  expect(missing.map(({ goType }) => goType)).toEqual([])
})

test('bytes survive the way through a text', () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, i) => i % 256)
  expect(bytesOf(binaryText(bytes))).toEqual(bytes)
})

test('whatever is wrong with the bytes is a 400 or a 422, at once', () => {
  const { world } = new AgentCluster()
  const path = '/apis/apps/v1/namespaces/default/deployments?dryRun=All'
  const whole = bytesOf(atob(sent['deployment quick --image=nginx --replicas=3']))
  const codes = new Set<number>()
  for (let seed = 0; seed < 400; seed++) {
    const bytes = whole.slice(0, seed % 3 === 0 ? mixNumber(seed) % whole.length : whole.length)
    for (let i = 0; i < 1 + (seed % 4); i++)
      bytes[4 + (mixNumber(seed * 7 + i) % (bytes.length - 4 || 1))] = mixNumber(seed * 13 + i) % 256
    const request = {
      method: 'POST',
      path,
      contentType: 'application/vnd.kubernetes.protobuf',
      body: binaryText(bytes),
    } as const
    codes.add(world.handle(request).code)
  }
  expect([...codes].filter(code => ![201, 400, 422].includes(code))).toEqual([])
  const many = new MessageWriter().texts(
    14,
    Array.from({ length: 30_000 }, () => 'f'),
  )
  const body = enveloped('v1', 'Secret', new MessageWriter().message(1, many))
  const secrets = '/api/v1/namespaces/default/secrets'
  expect(
    world.handle({ method: 'POST', path: secrets, contentType: 'application/vnd.kubernetes.protobuf', body }).code,
  ).toBe(422)
})
