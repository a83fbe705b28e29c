import { ends, helm, ok, type Story } from '../line'

/** The chart is `manifests/guestbook`: a set with its disks, its service, its settings, its account and its budget. */
export const charts: Story = {
  title: 'A chart is installed, upgraded, rolled back and taken away',
  needsHelm: true,
  lines: [
    helm(
      ok(
        'install book guestbook --wait --timeout 60s',
        'STATUS: deployed',
        'REVISION: 1',
        'book says hello, revision 1.',
      ),
    ),
    ok(
      'get sts,svc,cm,sa,pdb -l app.kubernetes.io/instance=book -o name',
      'statefulset.apps/book',
      'service/book',
      'serviceaccount/book',
    ),
    ok('get pods -l app.kubernetes.io/instance=book', 'book-0 1/1 Running', 'book-1 1/1 Running'),
    ok('get secret -l owner=helm', 'sh.helm.release.v1.book.v1 helm.sh/release.v1 1'),
    helm(ends(1, 'install book guestbook', 'cannot reuse a name that is still in use')),
    helm(ok('status book', 'STATUS: deployed', 'book-0 1/1 Running')),
    helm(
      ok(
        'upgrade book guestbook --set replicas=3,greeting=hi --wait --timeout 60s',
        'REVISION: 2',
        'book says hi, revision 2.',
      ),
    ),
    ok('get pods -l app.kubernetes.io/instance=book -o name', 'pod/book-2'),
    ok('get cm book -o jsonpath={.data.GREETING}', 'hi'),
    helm(ok('history book', '1', 'superseded', '2', 'deployed', 'Upgrade complete')),
    helm(ok('get values book', 'greeting: hi', 'replicas: 3')),
    helm(ok('get manifest book', 'kind: StatefulSet', 'replicas: 3')),
    helm(
      ends(
        1,
        'upgrade book guestbook --set replicas=-1',
        'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      ),
    ),
    helm(ok('rollback book 1 --wait --timeout 60s', 'Rollback was a success!')),
    ok('get sts book', 'book 2/2'),
    ok('get cm book -o jsonpath={.data.GREETING}', 'hello'),
    helm(ok('list', 'book', 'deployed', 'guestbook-1.0.0')),
    helm(ok('uninstall book --wait --timeout 60s', 'release "book" uninstalled')),
    ok('wait --for=delete pod,pvc -l app.kubernetes.io/instance=book --timeout=25s', ''),
    ok('get sts,cm,secret -l app.kubernetes.io/instance=book', 'No resources found'),
    helm(ends(1, 'status book', 'release: not found')),
  ],
}
