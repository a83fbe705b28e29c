import { beforeAll, describe, expect, test } from 'vitest'
import { Terminal } from '../../testing/terminal'
import { complete } from '..'

const set = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web, labels: {app: web}, annotations: {note: x}}
spec:
  serviceName: ""
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, tier: data}}
    spec: {initContainers: [{name: prepare, image: busybox}], containers: [{name: main, image: nginx}, {name: side, image: pause}]}
`

describe('the last word of a line', () => {
  const terminal = new Terminal()

  beforeAll(() => {
    terminal.out('apply -f -', set)
    terminal.world.run(terminal.world.now + 30_000)
    terminal.out('set image sts/web main=nginx:2')
    terminal.world.run(terminal.world.now + 60_000)
  })

  function completions(words: readonly string[]): readonly string[] {
    const run = complete(words)
    let step = run.next()
    while (!step.done) {
      const effect = step.value
      step = run.next(effect.type === 'request' ? terminal.world.handle(effect.request) : undefined)
    }
    const last = words.at(-1) ?? ''
    return step.value.words.filter(word => word.startsWith(last))
  }

  test.each([
    ['logs web-0 -c ', ['main', 'side', 'prepare']],
    ['exec pod/web-0 --container=s', ['--container=side']],
    ['set resources sts/web -c ', ['main', 'side', 'prepare']],
    ['set image sts web ', ['main=', 'side=', 'prepare=']],
    ['get pods -l tier', ['tier=data']],
    ['logs -l app=web,ti', ['app=web,tier=data']],
    ['get po -l app=', ['app=web']],
    ['get sts -l ', ['app=web']],
    ['rollout undo sts/web --to-revision=', ['--to-revision=1', '--to-revision=2']],
    ['label sts web ap', ['app=', 'app-']],
    ['annotate sts/web no', ['note=', 'note-']],
    ['explain sts.spec.updateS', ['sts.spec.updateStrategy']],
    [
      'explain pod.spec.containers.readinessProbe.httpGet.p',
      ['path', 'port', 'protocol'].map(name => `pod.spec.containers.readinessProbe.httpGet.${name}`),
    ],
    ['explain nothing.sp', []],
    ['get pods --sort-by .status.startT', ['.status.startTime']],
    ['get pods --field-selector spec.nodeName=node-1', ['spec.nodeName=node-1']],
    ['get sts web --subresource=', ['--subresource=scale', '--subresource=status']],
    ['wait pod/web-0 --for=cond', ['--for=condition=Ready', '--for=condition=Available', '--for=condition=']],
    ['delete pod web-', ['web-0']],
    ['delete pod web-0 web-', []],
    ['rollout status sts/', ['sts/web']],
    ['config set-context la', ['lab']],
  ])('%j could be', (line, words) => {
    expect([...completions(line.split(' '))].sort()).toEqual([...words].sort())
  })
})
