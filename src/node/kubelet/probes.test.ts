import { describe, expect, test } from 'vitest'
import { conditionOf, type Pod, type Sandbox } from '../../kinds'
import { Lab } from '../../testing/lab'

const isReady = (lab: Lab, name: string) => conditionOf(lab.pod(name) as Pod, 'Ready')?.status === 'True'
const unhealthy = (lab: Lab, name: string) => lab.eventObjects(name).filter(({ reason }) => reason === 'Unhealthy')
const containerOf = (lab: Lab, name: string) => lab.sandboxes(name)[0]?.status.containers[0]

describe('readiness', () => {
  test('[KU-21] a container with a readiness probe is ready when the probe has passed, not before its initial delay', () => {
    const lab = new Lab()
    const readinessProbe = { httpGet: { path: '/', port: 80 }, initialDelaySeconds: 20 }
    lab.createPod('web', 'node-1', { image: 'nginx', readinessProbe })
    lab.run(15)
    expect(lab.pod('web')?.status.phase).toBe('Running')
    expect(isReady(lab, 'web')).toBe(false)
    lab.run(10)
    expect(isReady(lab, 'web')).toBe(true)
  })

  test.each([
    ['an HTTP answer from 400 on', { httpGet: { path: '/none', port: 80 } }, 'HTTP probe failed with statuscode: 404'],
    ['a closed port', { tcpSocket: { port: 81 } }, 'dial tcp 10.244.1.2:81: connect: connection refused'],
    [
      'HTTP to a closed port',
      { httpGet: { port: 81 } },
      'Get "http://10.244.1.2:81/": dial tcp 10.244.1.2:81: connect: connection refused',
    ],
    ['a command that fails', { exec: { command: ['cat', '/none'] } }, ''],
  ])('[KU-22] %s is a failure, reported at each try', (_, probe, words) => {
    const lab = new Lab()
    lab.createPod('web', 'node-1', { image: 'nginx', readinessProbe: probe })
    lab.run(45)
    expect(isReady(lab, 'web')).toBe(false)
    const [event] = unhealthy(lab, 'web')
    expect(event).toMatchObject({ type: 'Warning', message: `Readiness probe failed: ${words}` })
    expect(event?.count).toBeGreaterThanOrEqual(4)
  })

  test('[KU-23] a healthy pod costs no commit', () => {
    const lab = new Lab()
    lab.createPod('web', 'node-1', {
      image: 'nginx',
      readinessProbe: { httpGet: { port: 80 } },
      livenessProbe: { tcpSocket: { port: 80 } },
    })
    lab.run(30)
    const before = lab.history<Sandbox>('Sandbox', lab.sandboxes('web')[0]?.metadata.name ?? '').length
    lab.run(300)
    expect(lab.history<Sandbox>('Sandbox', lab.sandboxes('web')[0]?.metadata.name ?? '')).toHaveLength(before)
  })
})

describe('liveness and startup', () => {
  test('[KU-24] failureThreshold failures of liveness kill the container, which is started again', () => {
    const lab = new Lab()
    const livenessProbe = { exec: { command: ['cat', '/tmp/healthy'] }, periodSeconds: 5, failureThreshold: 2 }
    const command = ['sh', '-c', 'touch /tmp/healthy; sleep 20; rm /tmp/healthy; sleep 300']
    lab.createPod('web', 'node-1', { image: 'busybox', command, livenessProbe }, { terminationGracePeriodSeconds: 3 })
    lab.run(20)
    expect(unhealthy(lab, 'web')).toEqual([])
    lab.run(25)
    expect(unhealthy(lab, 'web')[0]).toMatchObject({ message: 'Liveness probe failed: ', count: 2 })
    expect(lab.events('web')).toContain('Killing Container main failed liveness probe, will be restarted')
    expect(lab.pod('web')?.status.containerStatuses?.[0]).toMatchObject({
      restartCount: 1,
      lastState: { terminated: { exitCode: 137 } },
    })
  })

  test('[KU-25] until startup has passed, the other probes wait', () => {
    const lab = new Lab()
    const probes = {
      startupProbe: { exec: { command: ['cat', '/tmp/started'] }, periodSeconds: 5, failureThreshold: 10 },
      livenessProbe: { exec: { command: ['false'] }, periodSeconds: 5, failureThreshold: 100 },
      readinessProbe: { exec: { command: ['true'] } },
    }
    const command = ['sh', '-c', 'sleep 20; touch /tmp/started; sleep 300']
    lab.createPod('web', 'node-1', { image: 'busybox', command, ...probes })
    lab.run(20)
    expect(containerOf(lab, 'web')).toMatchObject({ started: false, ready: false })
    expect(lab.pod('web')?.status.containerStatuses?.[0]?.started).toBe(false)
    expect(unhealthy(lab, 'web').every(({ message }) => message.startsWith('Startup probe failed'))).toBe(true)
    lab.run(20)
    expect(containerOf(lab, 'web')).toMatchObject({ started: true, ready: true })
    expect(unhealthy(lab, 'web').some(({ message }) => message.startsWith('Liveness probe failed'))).toBe(true)
  })
})
