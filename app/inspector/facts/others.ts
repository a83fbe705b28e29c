import type { KubernetesObject, Sandbox, Service } from '../../../src/kinds'
import type { View } from '../../session'
import { type Description, fact } from './types'

/** Where a Service's name leads. */
export function describeService(view: View, service: Service): Description {
  const { metadata, spec } = service
  const isHeadless = spec.clusterIP === 'None'
  const slices = view.lookup('EndpointSlice', 'service', `${metadata.namespace}/${metadata.name}`)
  const endpoints = slices.flatMap(slice => slice.endpoints ?? [])
  const ready = endpoints.filter(endpoint => endpoint.conditions.ready !== false)
  const names = ready.flatMap(endpoint => endpoint.targetRef?.name ?? [])
  const domain = `${metadata.name}.${metadata.namespace}.svc.cluster.local`
  return {
    kind: 'Service',
    word: isHeadless ? 'Headless' : spec.type,
    tone: ready.length > 0 ? 'good' : 'off',
    story: [
      isHeadless
        ? `It has no address of its own: ${domain} answers with the addresses of its ready pods, and each StatefulSet pod gets a name below it.`
        : `${domain} leads to ${spec.clusterIP}, and from there to one of its ready pods.`,
      ...(ready.length === 0
        ? ['No pod is behind it at the moment: its selector matches none, or none is Ready.']
        : []),
    ],
    facts: [
      ...fact(
        'Ready pods',
        names.join(', '),
        names.map(name => ({ kind: 'Pod', name, namespace: metadata.namespace ?? 'default' })),
      ),
      ...fact('Not ready', endpoints.length - ready.length || undefined),
      ...fact(
        'Selector',
        Object.entries(spec.selector ?? {})
          .map(([key, value]) => `${key}=${value}`)
          .join(', '),
      ),
      ...fact('Ports', spec.ports?.map(port => `${port.port} → ${port.targetPort}`).join(', ')),
      ...fact('uid', metadata.uid),
    ],
  }
}

/** What really runs, whatever the API believes. */
export function describeSandbox(view: View, sandbox: Sandbox): Description {
  const { pod, machine } = sandbox.spec
  const { name, namespace, uid } = pod.metadata
  const believed = view.get('Pod', name, namespace)
  const isKnown = believed?.metadata.uid === uid
  const running = sandbox.status.containers.filter(container => container.phase === 'Running')
  const rivals = view
    .lookup('Sandbox', 'pod', `${namespace}/${name}`)
    .filter(other => other.metadata.uid !== sandbox.metadata.uid)
  return {
    kind: 'Processes on a machine',
    word: running.length > 0 ? 'Running' : 'Not running',
    tone: isKnown ? (running.length > 0 ? 'good' : 'busy') : 'bad',
    story: [
      isKnown
        ? `This is what really runs of ${name}. The API server knows it by its uid.`
        : `The API server has forgotten this pod${believed ? `; it now believes in another ${name} (uid ${believed.metadata.uid.slice(0, 4)})` : ''}. The kubelet on ${machine} stops it as soon as it hears so.`,
      ...(rivals.length > 0 && running.length > 0
        ? [
            `Another ${name} runs on ${rivals.map(rival => rival.spec.machine).join(', ')}: two processes of one identity may write to one disk.`,
          ]
        : []),
    ],
    facts: [
      ...fact('Machine', machine, [{ kind: 'Machine', name: machine }]),
      ...fact('Pod', name, [{ kind: 'Pod', name, namespace: namespace ?? 'default' }]),
      ...fact('Pod uid', uid),
      ...fact('Address', sandbox.status.address),
      ...fact(
        'Containers',
        sandbox.status.containers.map(container => `${container.name} ${container.phase}`).join(', '),
      ),
      ...fact(
        'Mounts',
        Object.entries(sandbox.status.mounts)
          .map(([volume, disk]) => `${volume} → ${disk}`)
          .join(', '),
      ),
    ],
  }
}

/** An object the inspector knows nothing special about. */
export function describeAny(object: KubernetesObject): Description {
  return { kind: object.kind, word: '', tone: 'off', story: [], facts: fact('uid', object.metadata.uid) }
}
