import { ends, never, ok, type Story } from '../line'

export const explaining: Story = {
  title: 'Every field is explained',
  lines: [
    ok('explain sts', 'GROUP: apps', 'KIND: StatefulSet', 'VERSION: v1', 'spec <StatefulSetSpec> -required-'),
    ok(
      'explain sts.spec',
      'serviceName <string>',
      'selector <LabelSelector> -required-',
      'enum: OrderedReady, Parallel',
    ),
    never(
      ok('explain sts.spec.volumeClaimTemplates', 'FIELD: volumeClaimTemplates <[]PersistentVolumeClaim>'),
      '<empty>',
    ),
    ok(
      'explain sts.spec --recursive',
      'partition <integer>',
      'whenDeleted <string>',
      'livenessProbe <Probe>',
      'volumeMounts <[]VolumeMount>',
    ),
    never(ok('explain sts.spec.replicas', 'FIELD: replicas <integer>', 'DESCRIPTION:'), '<empty>'),
    never(
      ok(
        'explain pod.spec.containers',
        'FIELD: containers <[]Container>',
        'image <string>',
        'name <string> -required-',
      ),
      '<empty>',
    ),
    ok('explain pod.spec.containers.resources.limits', '<map[string]Quantity>'),
    ok('explain pods.spec.containers.readinessProbe.httpGet.port', '<IntOrString>'),
    ok('explain pvc.spec.accessModes', '<[]string>'),
    ok('explain svc.spec.ports --api-version=v1', 'targetPort <IntOrString>'),
    ok('explain deploy.spec.strategy', 'enum: Recreate, RollingUpdate'),
    ok('explain machine.spec', 'GROUP: lab.sim', 'power <string>'),
    ok('explain pod.metadata.ownerReferences', 'uid <string> -required-'),
    ok(
      'explain sts.spec.template.spec.volumes.persistentVolumeClaim -o plaintext-openapiv2',
      'claimName',
      'KIND: StatefulSet',
    ),
    ends(1, 'explain sts.spec.nothing', 'field "nothing" does not exist'),
    ends(1, 'explain unicorn', `the server doesn't have a resource type "unicorn"`),
  ],
}
