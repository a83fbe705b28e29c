import { type FieldError, invalid, notSupported, required } from './field-error'
import { configKeyProblems, environmentNameProblems, qualifiedNameProblems, subdomainProblems } from './names'
import type { FieldReference, ResourceReference, WireEnvSource, WireEnvVar } from './pod-wire'

const environmentFields = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]
const volumeFields = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid']
const resourceFields = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
]
const hugePagePrefixes = ['limits.hugepages-', 'requests.hugepages-']
const convertible: ReadonlySet<string> = new Set([
  ...environmentFields,
  ...volumeFields,
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
  'spec.host',
])
const byteDivisors = '1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei'
const sourceNames = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'] as const

/** `pkg/apis/core/validation: ValidateEnv`. */
export function validateEnvironment(errors: FieldError[], path: string, variables: readonly WireEnvVar[]): void {
  variables.forEach((variable, index) => {
    const at = `${path}[${index}]`
    if (!variable.name) errors.push(required(`${at}.name`))
    else
      for (const problem of environmentNameProblems(variable.name))
        errors.push(invalid(`${at}.name`, variable.name, problem))
    if (variable.valueFrom) validateSource(errors, `${at}.valueFrom`, variable)
  })
}

function validateSource(errors: FieldError[], path: string, { value, valueFrom = {} }: WireEnvVar): void {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = valueFrom
  if (fieldRef) validateFieldReference(errors, `${path}.fieldRef`, fieldRef, 'environment')
  if (resourceFieldRef) validateResourceReference(errors, `${path}.resourceFieldRef`, resourceFieldRef, false)
  if (configMapKeyRef) validateKeyReference(errors, `${path}.configMapKeyRef`, configMapKeyRef)
  if (secretKeyRef) validateKeyReference(errors, `${path}.secretKeyRef`, secretKeyRef)
  if (fileKeyRef) {
    for (const field of ['key', 'volumeName', 'path'] as const)
      if (!fileKeyRef[field]) errors.push(required(`${path}.fileKeyRef.${field}`))
  }
  const count = sourceNames.filter(name => valueFrom[name]).length
  if (count === 0) {
    const names =
      'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
    errors.push(invalid(path, '', names))
  } else if (value) errors.push(invalid(path, '', 'may not be specified when `value` is not empty'))
  else if (count > 1) errors.push(invalid(path, '', 'may not have more than one field specified at a time'))
}

function validateKeyReference(
  errors: FieldError[],
  path: string,
  { name = '', key = '' }: { readonly name?: string; readonly key?: string },
): void {
  for (const problem of subdomainProblems(name)) errors.push(invalid(`${path}.name`, name, problem))
  if (!key) errors.push(required(`${path}.key`))
  else for (const problem of configKeyProblems(key)) errors.push(invalid(`${path}.key`, key, problem))
}

/** `ValidateEnvFrom`. Errors of a wrong number of sources are reported at the list, as upstream does. */
export function validateEnvironmentSources(
  errors: FieldError[],
  path: string,
  sources: readonly WireEnvSource[],
): void {
  sources.forEach((source, index) => {
    const at = `${path}[${index}]`
    const { prefix, configMapRef, secretRef } = source
    if (prefix)
      for (const problem of environmentNameProblems(prefix)) errors.push(invalid(`${at}.prefix`, prefix, problem))
    if (configMapRef) validateName(errors, `${at}.configMapRef.name`, configMapRef.name)
    if (secretRef) validateName(errors, `${at}.secretRef.name`, secretRef.name)
    if (!configMapRef && !secretRef)
      errors.push(invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'))
    if (configMapRef && secretRef)
      errors.push(invalid(path, '', 'may not have more than one field specified at a time'))
  })
}

function validateName(errors: FieldError[], path: string, name: string | undefined): void {
  if (!name) errors.push(required(path))
  else for (const problem of subdomainProblems(name)) errors.push(invalid(path, name, problem))
}

/** A field of the pod that its containers may see, in a variable or in a file (`validateObjectFieldSelector`). */
export function validateFieldReference(
  errors: FieldError[],
  path: string,
  { apiVersion, fieldPath }: FieldReference,
  place: 'environment' | 'volume',
): void {
  if (!apiVersion) return void errors.push(required(`${path}.apiVersion`))
  if (!fieldPath) return void errors.push(required(`${path}.fieldPath`))
  const allowed = place === 'environment' ? environmentFields : volumeFields
  const subscripted = /^(metadata\.(?:annotations|labels))\['(.*)'\]$/.exec(fieldPath)
  if (subscripted) {
    const key = subscripted[1] === 'metadata.labels' ? subscripted[2] : subscripted[2]?.toLowerCase()
    for (const problem of qualifiedNameProblems(key ?? '')) errors.push(invalid(path, key, problem))
  } else if (apiVersion !== 'v1' || !convertible.has(fieldPath)) {
    const reason =
      apiVersion === 'v1' ? `field label not supported: ${fieldPath}` : `unsupported pod version: ${apiVersion}`
    errors.push(invalid(`${path}.fieldPath`, fieldPath, `error converting fieldPath: ${reason}`))
  } else {
    const internal = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath
    if (!allowed.includes(internal)) errors.push(notSupported(`${path}.fieldPath`, internal, allowed))
  }
}

/** A resource of a container that it may see (`validateContainerResourceFieldSelector`). */
export function validateResourceReference(
  errors: FieldError[],
  path: string,
  { containerName, resource, divisor }: ResourceReference,
  isVolume: boolean,
): void {
  if (isVolume && !containerName) errors.push(required(`${path}.containerName`))
  else if (!resource) errors.push(required(`${path}.resource`))
  else if (!resourceFields.includes(resource) && !hugePagePrefixes.some(prefix => resource.startsWith(prefix)))
    errors.push(notSupported(`${path}.resource`, resource, resourceFields))
  validateDivisor(errors, `${path}.divisor`, resource ?? '', divisor)
}

/** In what unit the amount is told (`validateContainerResourceDivisor`). The error names the resource, as upstream does. */
function validateDivisor(errors: FieldError[], path: string, resource: string, divisor = '0'): void {
  const kind = /^(?:limits|requests)\.(cpu|memory|ephemeral-storage|hugepages)/.exec(resource)?.[1]
  if (!kind || divisor === '0') return
  if (kind === 'cpu') {
    if (divisor !== '1m' && divisor !== '1')
      errors.push(invalid(path, resource, "only divisor's values 1m and 1 are supported with the cpu resource"))
  } else if (!/^1(?:[kMGTPE]|[KMGTPE]i)?$/.test(divisor)) {
    const name = kind === 'ephemeral-storage' ? 'local ephemeral storage' : kind
    errors.push(
      invalid(path, resource, `only divisor's values ${byteDivisors} are supported with the ${name} resource`),
    )
  }
}
