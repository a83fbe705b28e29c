import { describe, expect, test } from 'vitest'
import type { PodTemplateSpec } from '../../../kinds'
import { templateHash } from '.'
import { goDump } from './go-dump'

/** Hashes that Go computed over these templates (controller_utils.go, ComputeHash, v1.37.1). */
const cases = [
  {
    title: 'as recorded',
    hash: '5fb567484f',
    hashOfCollision: '6f7b9db9bd',
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          {
            name: 'main',
            image: 'app:1',
            resources: {},
            terminationMessagePath: '/dev/termination-log',
            terminationMessagePolicy: 'File',
            imagePullPolicy: 'IfNotPresent',
          },
        ],
        restartPolicy: 'Always',
        terminationGracePeriodSeconds: 30,
        dnsPolicy: 'ClusterFirst',
        securityContext: {},
        schedulerName: 'default-scheduler',
      },
    },
  },
  {
    title: 'quantities of every kind',
    hash: '85f696fdcf',
    hashOfCollision: '55946487d',
    template: {
      metadata: { labels: { b: '2', a: '1' }, annotations: { x: 'ü' } },
      spec: {
        containers: [
          {
            name: 'm',
            image: 'i',
            resources: {
              requests: { cpu: '500m', memory: '1Gi' },
              limits: {
                cpu: '1',
                memory: '1536Mi',
                a: '100Ti',
                b: '1e3',
                c: '100n',
                d: '12345678901234567890',
                f: '0',
                g: '10k',
              },
            },
          },
        ],
      },
    },
  },
  {
    title: 'probes and environments',
    hash: '6d595cc8d7',
    hashOfCollision: '5b6d6b4f7d',
    template: {
      spec: {
        containers: [
          {
            name: 'm',
            livenessProbe: { httpGet: { port: 'http', path: '/' }, periodSeconds: 3 },
            readinessProbe: { tcpSocket: { port: 80 } },
            env: [
              { name: 'P', valueFrom: { fieldRef: { fieldPath: 'a' } } },
              { name: 'C', valueFrom: { configMapKeyRef: { name: 'n', key: 'k', optional: false } } },
            ],
            envFrom: [{ configMapRef: { name: 'c' } }],
          },
        ],
      },
    },
  },
  {
    title: 'volumes, affinity, security',
    hash: '697776c7cb',
    hashOfCollision: '75d5c565cc',
    template: {
      spec: {
        containers: [],
        volumes: [
          { name: 'v', emptyDir: { sizeLimit: '1Gi' } },
          { name: 'p', persistentVolumeClaim: { claimName: 'c' } },
          { name: 'c', configMap: { name: 'n', items: [{ key: 'k', path: 'p' }] } },
          { name: 'j', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } },
        ],
        tolerations: [{ key: 'a', tolerationSeconds: 3 }],
        securityContext: { supplementalGroups: [1, 2], runAsNonRoot: true },
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { labelSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] }, topologyKey: 'z' },
            ],
          },
        },
        topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule' }],
      },
    },
  },
]

describe('pod-template-hash', () => {
  test.each(cases)('[DE-4] $title', ({ template, hash, hashOfCollision }) => {
    const complete = template as unknown as PodTemplateSpec
    expect(templateHash(complete, undefined)).toBe(hash)
    expect(templateHash(complete, 1)).toBe(hashOfCollision)
  })

  test('[DE-4] empty lists and maps are absent ones', () => {
    expect(goDump('PodSpec', { volumes: [], nodeSelector: {} })).toBe(goDump('PodSpec', {}))
  })

  test('[DE-4] the order in which fields were written does not matter', () => {
    expect(goDump('Container', { image: 'i', name: 'n' })).toBe(goDump('Container', { name: 'n', image: 'i' }))
  })
})
