import type { Container, EnvVar, Pod, Sandbox, SandboxContainer } from '../kinds'

/** The environment variables of a container: HOSTNAME, what was read from objects for it, and what its `env` says that the pod itself can answer. */
export function environmentOf(
  container: Container,
  sandbox: Sandbox,
  values: SandboxContainer['values'],
): Readonly<Record<string, string>> {
  const environment: Record<string, string> = { HOSTNAME: hostnameOf(sandbox.spec.pod), ...values }
  for (const variable of container.env ?? []) {
    const value = variableOf(variable, sandbox)
    if (value !== undefined) environment[variable.name] = value
  }
  return environment
}

/** What `hostname` prints in the pod (kubelet: GeneratePodHostNameAndDomain). */
export function hostnameOf(pod: Pod): string {
  return pod.spec.hostname || pod.metadata.name.slice(0, 63).replace(/[-.]+$/, '')
}

function variableOf({ value, valueFrom }: EnvVar, { spec, status }: Sandbox): string | undefined {
  if (!valueFrom) return value ?? ''
  const { metadata, spec: podSpec } = spec.pod
  switch (valueFrom.fieldRef?.fieldPath) {
    case 'metadata.name':
      return metadata.name
    case 'metadata.namespace':
      return metadata.namespace
    case 'metadata.uid':
      return metadata.uid
    case 'spec.nodeName':
      return podSpec.nodeName
    case 'spec.serviceAccountName':
      return podSpec.serviceAccountName
    case 'status.podIP':
      return status.address
    default:
      return labelOf(valueFrom.fieldRef?.fieldPath ?? '', spec.pod)
  }
}

function labelOf(fieldPath: string, { metadata }: Pod): string | undefined {
  const match = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(fieldPath)
  return match ? metadata[match[1] as 'labels' | 'annotations']?.[match[2] as string] : undefined
}
