import { describe, expect, test } from 'vitest'
import { conditionOf, type Pod } from '../kinds'
import { Lab } from '../testing/lab'

const pet = { image: 'luksa/kubia-pet', ports: [{ containerPort: 8080 }] }
const terminated = (pod: Pod | undefined) => pod?.status.containerStatuses?.[0]?.state?.terminated
const waiting = (pod: Pod | undefined) => pod?.status.containerStatuses?.[0]?.state?.waiting

describe('a pod starts', () => {
  test('[KU-1] it is reported three times: creating, with a sandbox, running', () => {
    const lab = new Lab()
    lab.createPod('web', 'node-1', pet)
    lab.run(10)
    const statuses = lab.history<Pod>('Pod', 'web').map(pod => pod?.status)
    expect(statuses).toHaveLength(4)
    const [, creating, withSandbox, running] = statuses
    expect(creating?.conditions?.map(({ type, status, reason }) => [type, status, reason])).toEqual([
      ['PodReadyToStartContainers', 'False', 'PodSandboxNotReady'],
      ['Initialized', 'True', undefined],
      ['Ready', 'False', 'ContainersNotReady'],
      ['ContainersReady', 'False', 'ContainersNotReady'],
      ['PodScheduled', 'True', undefined],
    ])
    expect(creating?.conditions?.[0]?.message).toBe('no pod sandbox exists')
    expect(creating?.conditions?.[2]?.message).toBe('containers with unready status: [main]')
    expect(creating?.containerStatuses?.[0]?.state).toEqual({ waiting: { reason: 'ContainerCreating' } })
    expect(creating).toMatchObject({ phase: 'Pending', hostIP: '192.168.0.10', observedGeneration: 1, resources: {} })
    expect(withSandbox?.conditions?.[0]).toMatchObject({ status: 'True' })
    expect(withSandbox?.podIP).toBeUndefined()
    expect(running).toMatchObject({ phase: 'Running', podIP: '10.244.1.2', podIPs: [{ ip: '10.244.1.2' }] })
    expect(running?.conditions?.every(({ status }) => status === 'True')).toBe(true)
    expect(running?.containerStatuses?.[0]).toMatchObject({
      ready: true,
      started: true,
      restartCount: 0,
      image: 'docker.io/luksa/kubia-pet:latest',
      lastState: {},
    })
  })

  test('[KU-2] events are those of a v1.37 kubelet, about the container, from its machine', () => {
    const lab = new Lab()
    lab.createPod('web', 'node-1', pet)
    lab.run(10)
    expect(lab.events('web').map(text => text.replace(/[\d.]+m?s/g, '<t>').replace(/\d+ bytes/, '<n> bytes'))).toEqual([
      'Pulling Pulling image "luksa/kubia-pet"',
      'Pulled Successfully pulled image "luksa/kubia-pet" in <t> (<t> including waiting). Image size: <n> bytes.',
      'Created Container created',
      'Started Container started',
    ])
    const [event] = lab.eventObjects('web')
    expect(event?.involvedObject.fieldPath).toBe('spec.containers{main}')
    expect(event?.source).toEqual({ component: 'kubelet', host: 'node-1' })
  })

  test('[KU-3] an image in the cache is not pulled again, unless the policy says Always', () => {
    const lab = new Lab()
    lab.createPod('one', 'node-1', { image: 'nginx:1.28' })
    lab.run(10)
    lab.createPod('two', 'node-1', { image: 'nginx:1.28' })
    lab.createPod('three', 'node-1', { image: 'nginx:1.28', imagePullPolicy: 'Always' })
    lab.run(10)
    expect(lab.events('two')[0]).toBe(
      'Pulled Container image "nginx:1.28" already present on machine and can be accessed by the pod',
    )
    expect(lab.events('three')[0]).toBe('Pulling Pulling image "nginx:1.28"')
  })

  test('[KU-4] an image that does not exist alternates between ErrImagePull and ImagePullBackOff', () => {
    const lab = new Lab()
    lab.createPod('web', 'node-1', { image: 'does-not-exist' })
    lab.run(120)
    const reasons = lab.history<Pod>('Pod', 'web').flatMap(pod => waiting(pod)?.reason ?? [])
    const seen = reasons.filter((reason, index) => reason !== reasons[index - 1])
    expect(seen).toEqual([
      'ContainerCreating',
      'ErrImagePull',
      'ImagePullBackOff',
      'ErrImagePull',
      'ImagePullBackOff',
      ...seen.slice(5),
    ])
    const events = lab.events('web')
    expect(events).toContain('Failed Error: ErrImagePull')
    expect(events).toContain('BackOff Back-off pulling image "does-not-exist"')
    expect(events).toContain('Failed Error: ImagePullBackOff')
    expect(
      waiting(lab.history<Pod>('Pod', 'web').findLast(pod => waiting(pod)?.reason === 'ImagePullBackOff'))?.message,
    ).toMatch(
      /^Back-off pulling image "does-not-exist": ErrImagePull: failed to pull and unpack image "docker.io\/library\/does-not-exist:latest"/,
    )
    expect(lab.pod('web')?.status.phase).toBe('Pending')
  })

  test('[KU-5] a claim that is not bound keeps the pod from starting, and binding it lets it start', () => {
    const lab = new Lab()
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data-web' } }]
    lab.createPod('web', 'node-1', pet, { volumes })
    lab.run(8)
    expect(lab.events('web')).toEqual([
      'FailedMount Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[], failed to process volumes=[data]: error processing PVC default/data-web: failed to fetch PVC from API server: persistentvolumeclaims "data-web" not found',
    ])
    expect(waiting(lab.pod('web'))?.reason).toBe('ContainerCreating')
    lab.createBoundClaim('data-web', 'pv-a', { gcePersistentDisk: { pdName: 'pv-a' } })
    lab.run(12)
    expect(lab.pod('web')?.status.phase).toBe('Running')
    expect(lab.sandboxes('web')[0]?.status.mounts).toEqual({ data: 'gce-pv-a' })
  })
})

describe('a container ends', () => {
  test('[KU-6] it is restarted at once, then after 10, 20, 40 s, with CrashLoopBackOff in between', () => {
    const lab = new Lab()
    lab.createPod('web', 'node-1', { image: 'crasher' })
    lab.run(120)
    const starts = new Set(
      lab
        .history<Pod>('Pod', 'web')
        .flatMap(pod => pod?.status.containerStatuses?.[0]?.state?.running?.startedAt ?? []),
    )
    const times = [...starts].map(text => Date.parse(text) / 1000)
    const gaps = times.slice(1).map((time, index) => time - (times[index] as number))
    expect(gaps.length).toBeGreaterThanOrEqual(4)
    for (const [index, least] of [1, 10, 20, 40].entries()) {
      expect(gaps[index]).toBeGreaterThanOrEqual(least)
      expect(gaps[index]).toBeLessThan(least + 3)
    }
    expect(lab.pod('web')?.status.phase).toBe('Running')
    const uid = lab.pod('web')?.metadata.uid
    expect(waiting(lab.pod('web'))).toEqual({
      reason: 'CrashLoopBackOff',
      message: `back-off 1m20s restarting failed container=main pod=web_default(${uid})`,
    })
    const backOff = lab.eventObjects('web').find(({ reason }) => reason === 'BackOff')
    expect(backOff).toMatchObject({
      type: 'Warning',
      message: `Back-off restarting failed container main in pod web_default(${uid})`,
    })
    const status = lab.pod('web')?.status.containerStatuses?.[0]
    expect(status?.lastState?.terminated).toMatchObject({ exitCode: 1, reason: 'Error' })
    expect(conditionOf(lab.pod('web') as Pod, 'Ready')?.status).toBe('False')
  })

  test('[KU-7] with restartPolicy Never the pod ends as its containers did', () => {
    const lab = new Lab()
    lab.createPod(
      'good',
      'node-1',
      { image: 'busybox', command: ['sh', '-c', 'echo done; sleep 2'] },
      { restartPolicy: 'Never' },
    )
    lab.createPod(
      'bad',
      'node-1',
      { image: 'busybox', command: ['sh', '-c', 'sleep 1; exit 3'] },
      { restartPolicy: 'Never' },
    )
    lab.run(15)
    expect(lab.pod('good')?.status.phase).toBe('Succeeded')
    expect(conditionOf(lab.pod('good') as Pod, 'Ready')).toMatchObject({ status: 'False', reason: 'PodCompleted' })
    expect(lab.pod('bad')?.status.phase).toBe('Failed')
    expect(terminated(lab.pod('bad'))).toMatchObject({ exitCode: 3, reason: 'Error' })
    expect(conditionOf(lab.pod('bad') as Pod, 'ContainersReady')).toMatchObject({
      status: 'False',
      reason: 'PodFailed',
    })
  })

  test('[KU-8] init containers run one by one before the others', () => {
    const lab = new Lab()
    const initContainers = [
      { name: 'first', image: 'busybox', command: ['sleep', '2'] },
      { name: 'second', image: 'busybox', command: ['sleep', '2'] },
    ] as never
    lab.createPod('web', 'node-1', pet, { initContainers })
    lab.run(4)
    expect(waiting(lab.pod('web'))?.reason).toBe('PodInitializing')
    expect(conditionOf(lab.pod('web') as Pod, 'Initialized')).toMatchObject({
      status: 'False',
      reason: 'ContainersNotInitialized',
    })
    lab.run(20)
    expect(lab.pod('web')?.status.phase).toBe('Running')
    expect(lab.pod('web')?.status.initContainerStatuses?.map(({ name, ready }) => [name, ready])).toEqual([
      ['first', true],
      ['second', true],
    ])
  })
})

describe('a pod is deleted', () => {
  test('[KU-9] SIGTERM, the end of the process, a terminal phase, and only then the object goes', () => {
    const lab = new Lab()
    lab.createPod('web', 'node-1', { image: 'nginx' }, { terminationGracePeriodSeconds: 5 })
    lab.run(10)
    lab.deletePod('web')
    lab.run(0.05)
    expect(lab.pod('web')).toMatchObject({
      metadata: { generation: 2 },
      status: { phase: 'Running', observedGeneration: 2 },
    })
    expect(conditionOf(lab.pod('web') as Pod, 'Ready')?.status).toBe('True')
    lab.run(3)
    const last = lab.history<Pod>('Pod', 'web').findLast(pod => pod !== undefined)
    expect(lab.pod('web')).toBeUndefined()
    expect(last?.status.phase).toBe('Succeeded')
    expect(terminated(last)).toMatchObject({ exitCode: 0, reason: 'Completed' })
    expect(last?.status.conditions?.map(({ type, status, reason }) => [type, status, reason])).toEqual([
      ['PodReadyToStartContainers', 'False', 'PodSandboxNotReady'],
      ['Initialized', 'True', 'PodCompleted'],
      ['Ready', 'False', 'PodCompleted'],
      ['ContainersReady', 'False', 'PodCompleted'],
      ['PodScheduled', 'True', undefined],
    ])
    expect(last?.status.conditions?.[0]?.message).toBe('pod sandbox is not ready')
    expect(lab.sandboxes('web')).toEqual([])
    expect(lab.events('web').at(-1)).toBe('Killing Stopping container main')
  })

  test('[KU-10] a process that ignores SIGTERM is killed at the end of the grace, and the pod is Failed', () => {
    const lab = new Lab()
    lab.createPod('web', 'node-1', pet, { terminationGracePeriodSeconds: 5 })
    lab.run(10)
    lab.deletePod('web')
    lab.run(4.9)
    expect(lab.sandboxes('web')[0]?.status.containers[0]?.phase).toBe('Running')
    lab.run(0.5)
    const last = lab.history<Pod>('Pod', 'web').findLast(pod => pod !== undefined)
    expect(lab.pod('web')).toBeUndefined()
    expect(last?.status.phase).toBe('Failed')
    expect(terminated(last)).toMatchObject({ exitCode: 137, reason: 'Error' })
  })

  test('[KU-10] a second delete can shorten the grace', () => {
    const lab = new Lab()
    lab.createPod('web', 'node-1', pet)
    lab.run(10)
    lab.deletePod('web')
    lab.run(5)
    lab.deletePod('web', 6)
    lab.run(2)
    expect(lab.pod('web')).toBeUndefined()
  })

  test('[KU-11] a pod that never got to a container is reported Failed and goes', () => {
    const lab = new Lab()
    lab.createPod('web', 'node-1', { image: 'does-not-exist' })
    lab.run(20)
    lab.deletePod('web')
    lab.run(3)
    expect(lab.pod('web')).toBeUndefined()
    const last = lab.history<Pod>('Pod', 'web').findLast(pod => pod !== undefined)
    expect(last?.status.phase).toBe('Failed')
    expect(terminated(last)).toMatchObject({ exitCode: 137, reason: 'ContainerStatusUnknown' })
  })
})
