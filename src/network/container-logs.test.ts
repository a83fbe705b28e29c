import { describe, expect, test } from 'vitest'
import type { StreamsAnswer } from '../client'
import { Lab } from '../testing/lab'

const pet = { image: 'luksa/kubia-pet', ports: [{ containerPort: 8080 }] }
const pods = '/api/v1/namespaces/default/pods'

function labWithPet(): Lab {
  const lab = new Lab()
  lab.createPod('kubia-0', 'node-1', pet)
  lab.run(10)
  return lab
}

function log(lab: Lab, name: string, query = '') {
  return lab.request('GET', `${pods}/${name}/log${query}`)
}

function messageOf({ body }: { readonly body: unknown }): string {
  return (body as { message: string }).message
}

describe('logs', () => {
  test('[NW-8] are what the container has printed', () => {
    const lab = labWithPet()
    lab.ask('kubia-0', 'x')
    const text = 'Kubia server starting...\nNew data has been received and stored.\n'
    expect(log(lab, 'kubia-0')).toMatchObject({ code: 200, contentType: 'text/plain', body: text })
    expect(log(lab, 'kubia-0', '?tailLines=1').body).toBe('New data has been received and stored.\n')
    expect(log(lab, 'kubia-0', '?tailLines=0').body).toBe('')
    expect(log(lab, 'kubia-0', '?limitBytes=5').body).toBe('Kubia')
  })

  test('[NW-8] with their times, and from a time on', () => {
    const lab = labWithPet()
    lab.run(60)
    lab.ask('kubia-0', 'x')
    expect(log(lab, 'kubia-0', '?timestamps=true&tailLines=1').body).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z New data has been received and stored\.\n$/,
    )
    expect(log(lab, 'kubia-0', '?sinceSeconds=5').body).toBe('New data has been received and stored.\n')
  })

  test('[NW-9] of the run before, while another one runs or is waited for', () => {
    const lab = new Lab()
    lab.createPod('bad', 'node-1', { image: 'crasher' })
    lab.run(5)
    expect(log(lab, 'bad').body).toBe('about to crash\n')
    lab.run(60)
    expect(log(lab, 'bad', '?previous=true').body).toBe('about to crash\n')
    const good = labWithPet()
    const refused = log(good, 'kubia-0', '?previous=true')
    expect([refused.code, messageOf(refused)]).toEqual([
      400,
      'previous terminated container "main" in pod "kubia-0" not found',
    ])
  })

  test('[NW-9] there are none before the container has started', () => {
    const lab = new Lab()
    lab.createPod('none', 'node-1', { image: 'does-not-exist' })
    lab.run(30)
    const refused = log(lab, 'none')
    expect(refused.code).toBe(400)
    expect(messageOf(refused)).toMatch(
      /^container "main" in pod "none" is waiting to start: (?:trying and failing to pull image|image can't be pulled)$/,
    )
  })

  test('[NW-10] that are followed go on where the last pull has ended, and end with the run', () => {
    const lab = labWithPet()
    const first = log(lab, 'kubia-0', '?follow=true')
    expect(first.body).toBe('Kubia server starting...\n')
    const idle = lab.request('GET', first.next ?? '')
    expect(idle).toMatchObject({ body: '', next: first.next })
    lab.ask('kubia-0', 'x')
    const second = lab.request('GET', idle.next ?? '')
    expect(second.body).toBe('New data has been received and stored.\n')
    lab.must('DELETE', `${pods}/kubia-0`, { gracePeriodSeconds: 1 })
    lab.run(10)
    expect(lab.request('GET', second.next ?? '').next).toBeUndefined()
  })

  test('[NW-11] of a machine that cannot be reached are a 500 with the words of Go', () => {
    const lab = labWithPet()
    lab.setPower('node-1', 'Off')
    lab.run(1)
    const url = 'https://192.168.0.10:10250/containerLogs/default/kubia-0/main'
    const answer = log(lab, 'kubia-0')
    expect([answer.code, messageOf(answer)]).toEqual([500, `Get "${url}": dial tcp 192.168.0.10:10250: i/o timeout`])
  })
})

describe('exec', () => {
  const only = { stdin: '', isFirst: true, isLast: true }

  function exec(lab: Lab, command: readonly string[], streams = only, more = ''): StreamsAnswer {
    const query = command.map(word => `command=${encodeURIComponent(word)}`).join('&')
    const path = `${pods}/kubia-0/exec?${query}${more}`
    const response = lab.world.handle({ method: 'POST', path, streams })
    expect(response.code).toBe(101)
    return response.body as StreamsAnswer
  }

  test('[NW-12] runs a command in the container, and says how it ended', () => {
    const lab = labWithPet()
    expect(exec(lab, ['hostname'])).toMatchObject({ stdout: 'kubia-0\n', stderr: '', status: { status: 'Success' } })
    expect(exec(lab, ['cat', '/nope'])).toMatchObject({
      stderr: "cat: can't open '/nope': No such file or directory\n",
      status: { reason: 'NonZeroExitCode', details: { causes: [{ reason: 'ExitCode', message: '1' }] } },
    })
    expect(exec(lab, ['nope']).status).toMatchObject({ reason: 'InternalError' })
    expect(exec(lab, ['sh', '-c', 'echo $HOSTNAME; nope'])).toMatchObject({
      stdout: 'kubia-0\n',
      stderr: 'sh: nope: not found\n',
    })
  })

  test('[NW-13] sees the files of the process, and what it writes stays', () => {
    const lab = labWithPet()
    lab.ask('kubia-0', 'x')
    expect(exec(lab, ['cat', '/var/data/kubia.txt']).stdout).toBe('x\n')
    expect(exec(lab, ['sh', '-c', 'echo y > /var/data/kubia.txt']).status?.status).toBe('Success')
    expect(lab.request('GET', `${pods}/kubia-0/proxy/`).body).toContain('Data stored on this pod: y')
  })

  test('[NW-12] a shell takes its input in parts, until it exits', () => {
    const lab = labWithPet()
    const tty = '&stdin=true&tty=true'
    expect(exec(lab, ['sh'], { ...only, isLast: false }, tty)).toEqual({ stdout: '/ # ', stderr: '' })
    const line = { stdin: 'ls /\n', isFirst: false, isLast: false }
    expect(exec(lab, ['sh'], line, tty)).toEqual({ stdout: '/ # ', stderr: '' })
    expect(exec(lab, ['sh'], { ...line, stdin: 'exit 3\n' }, tty).status?.details?.causes?.[0]?.message).toBe('3')
  })

  test('[NW-12] without streams it is refused as by the real server', () => {
    const lab = labWithPet()
    expect(messageOf(lab.request('POST', `${pods}/kubia-0/exec?command=ls`))).toBe('Upgrade request required')
  })
})
