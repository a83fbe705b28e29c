import { describe, expect, test } from 'vitest'
import { Terminal } from '../testing/terminal'
import { start } from '.'

const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: x, g: h}\n'

describe('the command line', () => {
  test.each([
    ['gte pods', 'error: unknown command "gte" for "kubectl"\n\nDid you mean this?\n\tget\n'],
    ['get --nope', "error: unknown flag: --nope\nSee 'kubectl get --help' for usage.\n"],
    ['get foo', 'error: the server doesn\'t have a resource type "foo"\n'],
    ['get cm nope', 'Error from server (NotFound): configmaps "nope" not found\n'],
    ['get cm -o foo', 'error: unable to match a printer suitable for the output format "foo"'],
    ['config use-context x', 'error: no context exists with the name: "x"\n'],
    ['get cm --context=x', 'Error in configuration: context was not found for specified context: x\n'],
  ])('kubectl %s', (line, message) => {
    expect(new Terminal().error(line)).toContain(message)
  })

  test('takes flags in every form of pflag', () => {
    const terminal = new Terminal()
    terminal.out('create cm c -n kube-system')
    const lines = [
      '-nkube-system -oname',
      '-n=kube-system -o=name',
      '--namespace kube-system --output name',
      '-Ao name',
    ]
    for (const line of lines)
      expect(terminal.out(`get cm --field-selector=metadata.name=c ${line}`)).toBe('configmap/c\n')
  })

  test('asks in the namespace that the kubeconfig says', () => {
    const terminal = new Terminal()
    expect(terminal.out('config set-context --current --namespace kube-system')).toBe('Context "lab" modified.\n')
    expect(terminal.kubectl('get pods').stderr).toBe('No resources found in kube-system namespace.\n')
    expect(terminal.kubectl('get pods -n default').stderr).toBe('No resources found in default namespace.\n')
  })
})

describe('a process', () => {
  test('that is interrupted ends where it is', () => {
    const process = start(['get', 'pods', '-w'])
    expect(process.next().done).toBe(false)
    expect(process.return(130)).toEqual({ done: true, value: 130 })
  })

  test('waits in the time of the cluster', () => {
    const terminal = new Terminal()
    const { now } = terminal.world
    expect(terminal.error('wait pod --all --for=condition=Ready --timeout=3s')).toContain('no matching resources found')
    terminal.out('create deployment web --image=nginx --replicas=2')
    expect(terminal.out('rollout status deployment web')).toMatch(/successfully rolled out\n$/)
    expect(terminal.world.now).toBeGreaterThan(now)
  })
})

describe('diff', () => {
  test('shows what applying would change, and exits 1', () => {
    const terminal = new Terminal()
    terminal.out('create cm c --from-literal=a=b --from-literal=e=f')
    const { stdout, stderr, exitCode } = terminal.kubectl('diff -f -', map)
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 1 })
    expect(stdout).toContain(
      '@@ -1,7 +1,8 @@\n apiVersion: v1\n data:\n-  a: b\n+  a: x\n   e: f\n+  g: h\n kind: ConfigMap\n',
    )
    expect(terminal.out('get cm c -o jsonpath={.data}')).toBe('{"a":"b","e":"f"}')
  })

  test('does not show the values of secrets', () => {
    const terminal = new Terminal()
    terminal.out('create secret generic s --from-literal=a=1')
    const { stdout } = terminal.kubectl(
      'diff -f -',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: "2"}\n',
    )
    expect(stdout).toContain("-  a: '*** (before)'\n+  a: '*** (after)'\n")
  })

  test('exits above 1 for errors', () => {
    expect(new Terminal().kubectl('diff --foo')).toMatchObject({
      exitCode: 2,
      stderr: "error: unknown flag: --foo\nSee 'kubectl diff -h' for help and examples\n",
    })
  })
})

describe('edit', () => {
  function edited(...edits: ((text: string) => string)[]) {
    const terminal = new Terminal()
    terminal.out('create deployment web --image=nginx --replicas=2')
    terminal.edits = edits
    return { terminal, ...terminal.kubectl('edit deployment web') }
  }

  test('patches what was changed', () => {
    const { terminal, stdout } = edited(text => text.replace('replicas: 2', 'replicas: 3'))
    expect(stdout).toBe('deployment.apps/web edited\n')
    expect(terminal.out('get deploy web -o jsonpath={.spec.replicas}')).toBe('3')
  })

  test('opens again with what was wrong', () => {
    const { terminal, stdout, stderr } = edited(
      text => text.replace('replicas: 2', 'replicas: -2'),
      text => text.replace('replicas: -2', 'replicas: 1'),
    )
    expect(stdout).toBe('deployment.apps/web edited\n')
    expect(stderr).toBe('error: deployments.apps "web" is invalid\n')
    expect(terminal.shown[1]).toContain(
      '# deployments.apps "web" was not valid:\n# * spec.replicas: Invalid value: -2: must be greater than or equal to 0\n#\n',
    )
  })

  test('does nothing without a change', () => {
    expect(edited(text => text).stderr).toBe('Edit cancelled, no changes made.\n')
    expect(edited(() => '').stderr).toBe('Edit cancelled, saved file was empty.\n')
  })
})
