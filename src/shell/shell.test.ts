import { describe, expect, test } from 'vitest'
import { createWorld, type World } from '../world'
import { complete, newSession, runLine, Unfinished } from '.'
import type { Session, ShellEffect, ShellRun } from './process'
import { parse } from './syntax'

/** A terminal without a screen: answers effects at once, in a world whose time passes when somebody waits. */
class Terminal {
  readonly session: Session = newSession()
  readonly files = new Map<string, string>()
  readonly typed: string[] = []
  readonly screens: string[] = []
  readonly world: World
  stdout = ''
  stderr = ''

  constructor(world: World = createWorld({ seed: 1, machines: 3 })) {
    this.world = world
    world.run(world.now + 60_000)
  }

  /** Runs a line to its end, or interrupts it when `until` says so; what it printed to standard output. */
  run(line: string, until: () => boolean = () => false): string {
    this.stdout = ''
    this.stderr = ''
    this.drive(runLine(line, this.session), until)
    return this.stdout
  }

  drive<T>(process: ShellRun<T>, until: () => boolean = () => false): T | undefined {
    let step = process.next()
    while (!step.done) {
      if (until()) {
        process.return(undefined as T)
        return undefined
      }
      step = process.next(this.answer(step.value))
    }
    return step.value
  }

  private answer(effect: ShellEffect): unknown {
    switch (effect.type) {
      case 'request':
        return this.world.handle(effect.request)
      case 'now':
        return this.world.now
      case 'wait':
        return this.world.run(Math.min(effect.until, (this.world.nextAt ?? effect.until) + 1))
      case 'read':
        return this.files.get(effect.path)
      case 'write':
        this.files.set(effect.path, effect.text)
        return true
      case 'print':
        this[effect.stream] += effect.text
        return undefined
      case 'input':
        return this.typed.shift()
      case 'screen':
        this.screens.push(effect.text)
        return undefined
      case 'files':
        return [...this.files.keys()]
      default:
        return undefined
    }
  }
}

const terminal = new Terminal()
const run = (line: string) => terminal.run(line)

describe('a line', () => {
  test.each([
    ['echo a  b', 'a b\n'],
    ['echo \'a  b\' "c  d" e\\ f', 'a  b c  d e f\n'],
    ['echo a; echo b', 'a\nb\n'],
    ['true && echo yes || echo no', 'yes\n'],
    ['false && echo yes || echo no', 'no\n'],
    ['! false && echo turned', 'turned\n'],
    ['false; echo $?', '1\n'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own
    ["A='x  y'; echo $A \"$A\" '$A' ${A}z", 'x y x  y $A x yz\n'],
    ['echo $(echo a; echo b) "$(echo a; echo b)"', 'a b a\nb\n'],
    ['echo `echo a | grep a`', 'a\n'],
    ['echo a # not this', 'a\n'],
    ['echo a \\\n b', 'a b\n'],
    ['cat <<EOF | grep 2\n1\n2 $NOTHING.\nEOF\necho after', '2 .\nafter\n'],
    ["cat <<'EOF'\n$A\nEOF", '$A\n'],
    ['cat <<< "a b"', 'a b\n'],
    ['cat <<EOF\na "quoted" word\nEOF', 'a "quoted" word\n'],
    ['echo a > f; echo b >> f; cat < f; cat f', 'a\nb\na\nb\n'],
    ['nosuch 2>/dev/null; echo $?', '127\n'],
    ['nosuch 2>&1 | grep -c found', '1\n'],
  ])('%j prints %j', (line, output) => {
    expect(run(line)).toBe(output)
  })

  test('says in words what is no line, with exit code 2', () => {
    run('echo a | | b')
    expect(terminal.stderr).toBe("syntax error near unexpected token `|'\n")
    expect(terminal.session.exitCode).toBe(2)
    for (const line of ['for i in a; do b; done', '(echo a)', 'sleep 1 &']) {
      run(line)
      expect(terminal.stderr).toMatch(/know|subshell|background/)
    }
  })

  test('asks for more where something is open', () => {
    for (const text of ["echo 'a", 'echo "a', 'echo $(a', 'a |', 'a &&', 'cat <<EOF', 'cat <<EOF\na', 'echo \\'])
      expect(() => parse(text)).toThrow(Unfinished)
  })

  test('a command that is not there is answered with those that are', () => {
    run('vim x')
    expect(terminal.stderr).toMatch(/^vim: command not found\. This small shell knows kubectl \(k\), grep, /)
    expect(terminal.session.exitCode).toBe(127)
  })
})

describe('commands behind a pipe', () => {
  terminal.files.set('rows', 'b 2\na 10\nb 2\nc 3\n')
  terminal.files.set(
    'pods.json',
    '{"items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b","labels":{"x/y":"z"}}}]}',
  )
  test.each([
    ['grep b rows', 'b 2\nb 2\n'],
    ['grep -v b rows', 'a 10\nc 3\n'],
    ['grep -i B rows | wc -l', '2\n'],
    ["grep -E '^(a|c)' rows", 'a 10\nc 3\n'],
    ["grep '^a\\|^c' rows", 'a 10\nc 3\n'],
    ["grep -n '10' rows", '2:a 10\n'],
    ['grep -A 1 a rows', 'a 10\nb 2\n'],
    ['grep -B1 c rows', 'b 2\nc 3\n'],
    ['grep -c b rows', '2\n'],
    ['grep -o [0-9] rows | head -2', '2\n1\n'],
    ['cat rows | head -n 1', 'b 2\n'],
    ['cat rows | tail -1', 'c 3\n'],
    ['tail -n +3 rows', 'b 2\nc 3\n'],
    ['sort rows', 'a 10\nb 2\nb 2\nc 3\n'],
    ['sort -ru rows', 'c 3\nb 2\na 10\n'],
    ['sort -k 2 -n rows | head -1', 'b 2\n'],
    ['sort rows | uniq', 'a 10\nb 2\nc 3\n'],
    ['sort rows | uniq -c | sort -rn | head -1', '      2 b 2\n'],
    ["awk '{print $2}' rows", '2\n10\n2\n3\n'],
    ["awk 'NR>1 {print $1, $NF}' rows", 'a 10\nb 2\nc 3\n'],
    ['awk \'$2 >= 3 {print NR ":" $1}\' rows', '2:a\n4:c\n'],
    ["awk '/^c/' rows", 'c 3\n'],
    ['cat rows | wc', '      4       8      17\n'],
    ['jq -r .items[].metadata.name pods.json', 'a\nb\n'],
    ["jq '.items | length' pods.json", '2\n'],
    ['jq -c \'.items[] | select(.metadata.name == "b") | .metadata.labels["x/y"]\' pods.json', '"z"\n'],
    ['echo a b | xargs -n1 echo -', '- a\n- b\n'],
  ])('%s', (line, output) => {
    expect(run(line)).toBe(output)
    expect(terminal.stderr).toBe('')
  })

  test('nothing found is exit code 1, an unknown option 2', () => {
    run('grep zz rows')
    expect(terminal.session.exitCode).toBe(1)
    run('grep -Z zz rows')
    expect([terminal.session.exitCode, terminal.stderr]).toEqual([2, "grep: invalid option -- 'Z'\n"])
  })
})

describe('with a cluster', () => {
  test('kubectl is piped, and its exit code is $?', () => {
    expect(run("kubectl get nodes --no-headers | awk '{print $1}'")).toBe('node-1\nnode-2\nnode-3\n')
    expect(run('k get pod nobody; echo $?')).toBe('1\n')
    expect(terminal.stderr).toBe('Error from server (NotFound): pods "nobody" not found\n')
    run('kubectl delete pod x --grace-perio 0')
    expect(terminal.stderr).toContain('unknown flag: --grace-perio')
    expect(terminal.session.exitCode).toBe(1)
  })

  test('a here-document is applied, and its output feeds another command', () => {
    const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: words\ndata:\n  a: b\n'
    expect(run(`kubectl apply -f - <<EOF\n${manifest}EOF`)).toBe('configmap/words created\n')
    expect(run('kubectl get cm words -o json | jq -r .data.a')).toBe('b\n')
    expect(run('N=$(kubectl get cm words -o name); kubectl delete $N')).toBe(
      'configmap "words" deleted from default namespace\n',
    )
  })

  test('what happens comes through a pipe as it happens, and head ends what watches', () => {
    run('kubectl create cm one; kubectl create cm two')
    terminal.run('kubectl get cm -w --no-headers | grep two | head -1')
    expect(terminal.stdout).toMatch(/^two +0 +0s\n$/)
    expect(terminal.session.exitCode).toBe(0)
  })

  test('interrupting reaches every command of a pipe', () => {
    let looks = 0
    terminal.run('kubectl get cm -w | grep -v two', () => ++looks > 40)
    expect(terminal.stdout).toMatch(/^NAME +DATA +AGE\n/)
    expect(terminal.stdout).toContain('one')
  })

  test("sleep and watch are in the cluster's time", () => {
    const from = terminal.world.now
    run('sleep 90; sleep 0.5m')
    expect(terminal.world.now).toBeGreaterThanOrEqual(from + 120_000)
    terminal.run('watch -n 5 kubectl get nodes', () => terminal.screens.length === 3)
    expect(terminal.screens[2]).toMatch(/^Every 5\.0s: kubectl get nodes .*\n\nNAME +STATUS/)
  })

  test('curl asks the API server, and names of the cluster only from a pod', () => {
    expect(run('curl -s localhost:8001/version | jq -r .major')).toBe('1\n')
    run('curl kubia:8080')
    expect(terminal.stderr).toMatch(/^curl: \(6\) Could not resolve host: kubia\. .*--from POD/)
    expect(terminal.session.exitCode).toBe(6)
    run('kubectl run web --image=nginx; kubectl wait --for=condition=Ready pod/web; kubectl expose pod web --port=80')
    run('sleep 5')
    const address = run('kubectl get pod web -o jsonpath={.status.podIP}')
    expect(run(`curl --from web http://${address}/`)).toContain('nginx')
    expect(run('curl --from web web')).toContain('nginx')
    expect(run('curl --from web http://web.default.svc.cluster.local/')).toContain('nginx')
    run('curl --from web nobody')
    expect(terminal.stderr).toBe('curl: (6) Could not resolve host: nobody\n')
    run(`curl --from web ${address}:81`)
    expect(terminal.session.exitCode).toBe(7)
  })

  test.each([
    ['kub', 0, ['kubectl']],
    ['kubectl rol', 8, ['rollout']],
    ['kubectl get no', 12, ['nodes']],
    ['echo a | k get node node-', 20, ['node-1', 'node-2', 'node-3']],
    ['kubectl get pod -n kube-s', 19, ['kube-system']],
    ['kubectl get nodes --no-h', 18, ['--no-headers']],
    ['kubectl describe node/node-2', 17, ['node/node-2']],
    ['kubectl drain node-3', 14, ['node-3']],
    ['kubectl get pods -o j', 20, ['json', 'jsonpath=']],
    ['kubectl apply -f ro', 17, ['rows']],
    ['kubectl get pods | gr', 19, ['grep']],
    ['kubectl nonsense x', 17, []],
    ['kubectl explain node.spec.uns', 16, ['node.spec.unschedulable']],
    ['kubectl get nodes --sort-by=.metadata.creationT', 18, ['--sort-by=.metadata.creationTimestamp']],
    ['kubectl get nodes -l kubernetes.io/os=', 21, ['kubernetes.io/os=linux']],
    [
      'kubectl get nodes -l kubernetes.io/os=linux,kubernetes.io/hostname=node-2',
      21,
      [`kubernetes.io/os=linux,kubernetes.io/hostname=node-2`],
    ],
    ['kubectl get pods --field-selector status.phase=R', 34, ['status.phase=Running']],
    ['kubectl label node node-1 kubernetes.io/os', 26, ['kubernetes.io/os-', 'kubernetes.io/os=']],
    ['kubectl get node node-1 node-', 24, ['node-2', 'node-3']],
    ['kubectl patch sts web --type=m', 22, ['--type=merge']],
    ['kubectl auth can-i del', 19, ['delete', 'deletecollection']],
    ['kubectl config use-context ', 27, ['lab']],
    ['kubectl events --for namesp', 21, ['namespaces/']],
    ['kubectl events --for ns/kube-s', 21, ['ns/kube-system']],
  ])('%j is completed', (line, from, words) => {
    expect(terminal.drive(complete(line))).toEqual({ from, words })
  })
})
