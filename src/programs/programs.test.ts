import { describe, expect, test } from 'vitest'
import type { Disk, Pod, Sandbox, SandboxContainer } from '../kinds'
import { type ProgramContext, parseImage, programFor, pullErrorOf, runProcess } from '.'
import { execute } from './exec'

const now = 1_000_000
const containerState: SandboxContainer = {
  name: 'main',
  phase: 'Running',
  startCount: 1,
  pullAttempts: 0,
  pullFailures: 0,
  crashes: 0,
  ready: true,
  started: true,
  startedAt: now,
  memory: undefined,
}
const metadata = { name: 'x', uid: 'u', resourceVersion: '1', creationTimestamp: '' }

function sandboxOf(container: object): Sandbox {
  const pod = {
    metadata: { ...metadata, name: 'kubia-0', uid: 'pod-uid' },
    spec: { containers: [{ name: 'main', ...container }] },
  }
  return {
    apiVersion: 'lab.sim/v1',
    kind: 'Sandbox',
    metadata,
    spec: { machine: 'node-1', pod: pod as unknown as Pod },
    status: { createdAt: now, attempt: 1, containers: [containerState], mounts: { data: 'disk' } },
  }
}

const disk: Disk = {
  apiVersion: 'lab.sim/v1',
  kind: 'Disk',
  metadata: { ...metadata, name: 'disk' },
  spec: { source: 'gcePersistentDisk pv-a' },
  status: { files: [] },
}
const readDisk = (name: string) => (name === 'disk' ? disk : undefined)
const mounted = { volumeMounts: [{ name: 'data', mountPath: '/var/data' }] }

describe('kubia-pet', () => {
  const sandbox = sandboxOf({ image: 'docker.io/luksa/kubia-pet:latest', ...mounted })
  const post = { kind: 'http', request: { method: 'POST', path: '/', port: 8080, body: 'hi' } } as const
  const get = { kind: 'http', request: { method: 'GET', path: '/', port: 8080, body: '' } } as const

  test('[PR-1] stores what is posted in /var/data/kubia.txt on its disk, which notes the writer', () => {
    const turn = runProcess(sandbox, containerState, post, readDisk, now, 1)
    expect(turn.response).toMatchObject({ code: 200, body: 'Data stored on pod kubia-0\n' })
    expect(turn.disks[0]?.status.files).toEqual([
      {
        path: '/kubia.txt',
        content: 'hi',
        writerPod: 'kubia-0',
        writerUID: 'pod-uid',
        writerMachine: 'node-1',
        writtenAt: now,
      },
    ])
    const reread = runProcess(sandbox, turn.container, get, () => turn.disks[0], now, 1)
    expect(reread.response?.body).toBe("You've hit kubia-0\nData stored on this pod: hi\n")
  })

  test('[PR-1] says so when nothing was posted', () => {
    const turn = runProcess(sandbox, containerState, get, readDisk, now, 1)
    expect(turn.response?.body).toBe("You've hit kubia-0\nData stored on this pod: No data posted yet\n")
  })

  test('[PR-2] ignores SIGTERM, as Node.js does as process 1', () => {
    const turn = runProcess(sandbox, containerState, { kind: 'signal', signal: 'TERM' }, readDisk, now, 1)
    expect(turn.container.phase).toBe('Running')
    expect(turn.container.wakeAt).toBeUndefined()
  })

  test('[PR-3] a read-only mount refuses the write, and the log says why', () => {
    const readOnly = { volumeMounts: [{ name: 'data', mountPath: '/var/data', readOnly: true }] }
    const turn = runProcess(
      sandboxOf({ image: 'luksa/kubia-pet', ...readOnly }),
      containerState,
      post,
      readDisk,
      now,
      1,
    )
    expect(turn.disks).toEqual([])
    expect(turn.container.log?.map(({ text }) => text)).toContain(
      "EROFS: read-only file system, open '/var/data/kubia.txt'",
    )
  })

  test('[PR-3] a subPath is a directory of the disk; a path on no mount dies with the container', () => {
    const below = { volumeMounts: [{ name: 'data', mountPath: '/var/data', subPath: 'a/b' }] }
    const turn = runProcess(sandboxOf({ image: 'luksa/kubia-pet', ...below }), containerState, post, readDisk, now, 1)
    expect(turn.disks[0]?.status.files[0]?.path).toBe('/a/b/kubia.txt')
    const unmounted = runProcess(sandboxOf({ image: 'luksa/kubia-pet' }), containerState, post, readDisk, now, 1)
    expect(unmounted.container.layer).toEqual({ '/var/data/kubia.txt': 'hi' })
  })
})

describe('programs', () => {
  test('[PR-4] are found by image name, whatever the registry, tag or digest', () => {
    for (const image of ['nginx', 'nginx:1.28', 'docker.io/library/nginx:1', 'registry.k8s.io/nginx-slim:0.24'])
      expect(programFor(image).name).toBe('nginx')
    expect(programFor('registry.k8s.io/pause:3.10').name).toBe('pause')
    expect(programFor('mysql:8').name).toBe('*')
  })

  test('[PR-5] an unknown image runs and stops on SIGTERM; as an init container it ends by itself', () => {
    const sandbox = sandboxOf({ image: 'mysql:8' })
    const started = runProcess(sandbox, containerState, { kind: 'start' }, readDisk, now, 1)
    expect(started.container.phase).toBe('Running')
    const told = runProcess(sandbox, started.container, { kind: 'signal', signal: 'TERM' }, readDisk, now, 1)
    const ended = runProcess(sandbox, told.container, { kind: 'wake' }, readDisk, told.container.wakeAt ?? 0, 1)
    expect(ended.container).toMatchObject({ phase: 'Exited', exitCode: 0, exitReason: 'Completed', memory: null })
    const init = runProcess(sandbox, { ...containerState, isInit: true }, { kind: 'start' }, readDisk, now, 1)
    expect(init.container.wakeAt).toBeGreaterThan(now)
  })

  test('[PR-6] a command line runs: sleep, exit, echo into a file', () => {
    const command = ['sh', '-c', 'echo "hello there" > /var/data/x; sleep 2; exit 3']
    const sandbox = sandboxOf({ image: 'busybox', command, ...mounted })
    const started = runProcess(sandbox, containerState, { kind: 'start' }, readDisk, now, 1)
    expect(started.disks[0]?.status.files[0]).toMatchObject({ path: '/x', content: 'hello there\n' })
    expect(started.container.wakeAt).toBe(now + 2000)
    const ended = runProcess(sandbox, started.container, { kind: 'wake' }, readDisk, now + 2000, 1)
    expect(ended.container).toMatchObject({ phase: 'Exited', exitCode: 3, exitReason: 'Error' })
  })

  test('[PR-7] the recycler deletes what is on the volume it scrubs', () => {
    const command = [
      '/bin/sh',
      '-c',
      'test -e /scrub && find /scrub -mindepth 1 -delete && test -z "$(ls -A /scrub)" || exit 1',
    ]
    const volumeMounts = [{ name: 'data', mountPath: '/scrub' }]
    const sandbox = sandboxOf({
      image: 'registry.k8s.io/build-image/debian-base:bookworm-v1.0.6',
      command,
      volumeMounts,
    })
    const file = { path: '/kubia.txt', content: 'x', writerPod: 'p', writerUID: 'u', writerMachine: 'm', writtenAt: 1 }
    const full = { ...disk, status: { files: [file] } }
    const started = runProcess(sandbox, containerState, { kind: 'start' }, () => full, now, 1)
    const ended = runProcess(sandbox, started.container, { kind: 'wake' }, () => full, started.container.wakeAt ?? 0, 1)
    expect(ended.disks[0]?.status.files).toEqual([])
    expect(ended.container.exitCode).toBe(0)
  })
})

describe('images', () => {
  test('[PR-8] references are completed as containerd does', () => {
    expect(parseImage('nginx')?.normalized).toBe('docker.io/library/nginx:latest')
    expect(parseImage('luksa/kubia-pet')?.normalized).toBe('docker.io/luksa/kubia-pet:latest')
    expect(parseImage('localhost:5000/a/b:v1')?.normalized).toBe('localhost:5000/a/b:v1')
    for (const wrong of ['Nginx', 'a b', 'nginx:', 'nginx::1', '', '-x']) expect(parseImage(wrong)).toBeUndefined()
  })

  test('[PR-9] every name can be pulled but those that say they do not exist', () => {
    const errorOf = (image: string) => pullErrorOf(parseImage(image) as NonNullable<ReturnType<typeof parseImage>>)
    expect(errorOf('mysql:8')).toBeUndefined()
    expect(errorOf('does-not-exist')).toContain('pull access denied')
    expect(errorOf('nginx:no-such-tag')).toContain('docker.io/library/nginx:no-such-tag: not found')
    expect(errorOf('registry.invalid/app:1')).toContain('no such host')
  })
})

describe('commands beside the process', () => {
  const all = { stdin: '', isFirst: true, isLast: true }
  const context: ProgramContext = {
    hostname: 'web-0',
    podIP: '10.0.0.1',
    isInit: false,
    command: [],
    args: [],
    environment: { COLOUR: 'red' },
    files: {
      read: path => (path === '/data/a' ? 'x\n' : undefined),
      list: directory => (directory === '/data' ? ['/data/a', '/data/deep/b'] : []),
      hasDirectory: path => path === '/data' || path === '/empty',
    },
    chance: () => 0,
  }
  const printed = (...command: string[]) => {
    const { outputs, exitCode } = execute(command, all, false, context, 1_767_225_600_000)
    return [outputs.map(output => ('log' in output ? output.log : output)), exitCode]
  }

  test.each([
    [['cat', '/data/a'], ['x'], 0],
    [['ls', '/data'], ['a\ndeep'], 0],
    [['ls', '/empty'], [], 0],
    [['ls', '/nope'], ['ls: /nope: No such file or directory'], 1],
    [['printenv', 'COLOUR'], ['red'], 0],
    [['printenv', 'NOPE'], [], 1],
    [['date'], ['Thu Jan  1 00:00:00 UTC 2026'], 0],
    [['sh', '-c', 'echo $COLOUR $HOSTNAME'], ['red web-0'], 0],
    [['sh', '-c', 'nope; echo never'], ['sh: nope: not found'], 127],
  ])('[PR-10] %j', (command, lines, exitCode) => {
    expect(printed(...command)).toEqual([lines, exitCode])
  })

  test('[PR-10] a shell sees what its earlier lines have written', () => {
    const input = { ...all, stdin: 'echo y > /data/c\ncat /data/c\n' }
    const { outputs } = execute(['sh'], input, false, context, 0)
    expect(outputs).toEqual([{ write: '/data/c', content: 'y\n' }, { log: 'y' }])
  })
})
