import { ends, goesOn, ok, type Story, serves } from '../line'

export const watching: Story = {
  title: 'What changes is told while it happens',
  lines: [
    goesOn(
      'get pods -w',
      'delete pod web-1 --wait=false',
      /web-1 1\/1 Terminating/,
      /web-1 0\/1 (Pending|ContainerCreating)/,
    ),
    ok('rollout status sts web --timeout=25s', 'roll'),
    goesOn(
      'get pods -w --output-watch-events',
      'delete pod web-1 --wait=false',
      'EVENT',
      /DELETED web-1/,
      /ADDED web-1/,
    ),
    ok('wait --for=condition=Ready pod/web-1 --timeout=25s', 'pod/web-1 condition met'),
    ok('wait --for=condition=Ready pod -l app=web --timeout=25s', 'pod/web-0 condition met', 'pod/web-1 condition met'),
    ends(1, 'wait --for=condition=Ready pod/web-0 pod/nobody --timeout=1s', 'pods "nobody" not found'),
    ends(1, 'wait --for=delete pod/web-0 --timeout=1s', 'timed out waiting for the condition on pods/web-0'),
    ok('wait --for=create pod/web-0 --timeout=2s', 'pod/web-0 condition met'),
    goesOn('get sts web -w -o name', 'annotate sts web touched=yes --overwrite', /web\s+statefulset.apps\/web/),
    goesOn('logs -f web-0', undefined, 'Kubia server starting...'),
    goesOn('events -w', 'delete pod web-0 --wait=false', 'Delete', 'Killing', 'Pod/web-0'),
    ok('wait --for=condition=Ready pod/web-0 --timeout=25s', 'condition met'),
    ok('events', 'LAST SEEN TYPE REASON OBJECT MESSAGE', 'SuccessfulCreate', 'StatefulSet/web'),
    ok('events --for sts/web --types=Normal', 'SuccessfulCreate'),
    ok('get events --sort-by=.lastTimestamp', 'Pulled', 'Started'),
    ok(
      'get events -o wide --field-selector=involvedObject.name=web-0,reason=Scheduled',
      'default-scheduler',
      /Successfully assigned default\/web-0/,
    ),
    serves('proxy --port=0', '/api/v1/namespaces/default/pods/web-0', '200', '"name":"web-0"'),
    serves('proxy --port=0', '/api/v1/namespaces/default/pods/web-0:8080/proxy/', '200', `You've hit web-0`),
  ],
}
