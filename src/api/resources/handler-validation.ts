import { type FieldError, forbidden, invalid, notSupported, required } from './field-error'
import { negativeDetail } from './metadata'
import { headerNameProblems, portNameProblems, portNumberProblems } from './names'
import type { Handler, HTTPGetAction, Lifecycle, WireContainer, WireProbe } from './pod-wire'

const handlerNames = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const
const probeNumbers = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const
const probeNames = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const

/** The probes of a container (`pkg/apis/core/validation: validateLivenessProbe` and its siblings). */
export function validateProbes(
  errors: FieldError[],
  path: string,
  container: WireContainer,
  graceSeconds: number,
): void {
  for (const name of probeNames) {
    const probe = container[name] as WireProbe | undefined
    if (probe) validateProbe(errors, `${path}.${name}`, probe, name === 'readinessProbe', graceSeconds)
  }
}

function validateProbe(
  errors: FieldError[],
  path: string,
  probe: WireProbe,
  isReadiness: boolean,
  graceSeconds: number,
): void {
  validateHandler(errors, path, probe, graceSeconds)
  for (const field of probeNumbers) {
    const value = probe[field]
    if (value !== undefined && value < 0) errors.push(invalid(`${path}.${field}`, value, negativeDetail))
  }
  const grace = probe.terminationGracePeriodSeconds
  const gracePath = `${path}.terminationGracePeriodSeconds`
  if (grace !== undefined && grace <= 0) errors.push(invalid(gracePath, grace, 'must be greater than 0'))
  if (isReadiness) {
    if (grace !== undefined) errors.push(invalid(gracePath, grace, 'must not be set for readinessProbes'))
  } else if (probe.successThreshold !== 1)
    errors.push(invalid(`${path}.successThreshold`, probe.successThreshold, 'must be 1'))
}

/** `validateLifecycle`. `graceSeconds` bounds how long a hook may sleep. */
export function validateLifecycle(
  errors: FieldError[],
  path: string,
  lifecycle: Lifecycle,
  graceSeconds: number,
): void {
  const { postStart, preStop } = lifecycle
  if (postStart) validateHandler(errors, `${path}.postStart`, postStart, graceSeconds)
  if (preStop) validateHandler(errors, `${path}.preStop`, preStop, graceSeconds)
}

function validateHandler(errors: FieldError[], path: string, handler: Handler, graceSeconds: number): void {
  let isFirst = true
  for (const name of handlerNames) {
    if (!handler[name]) continue
    if (isFirst) validateAction(errors, `${path}.${name}`, name, handler, graceSeconds)
    else errors.push(forbidden(`${path}.${name}`, 'may not specify more than 1 handler type'))
    isFirst = false
  }
  if (isFirst) errors.push(required(path, 'must specify a handler type'))
}

function validateAction(
  errors: FieldError[],
  path: string,
  name: (typeof handlerNames)[number],
  { exec, httpGet, tcpSocket, grpc, sleep }: Handler,
  graceSeconds: number,
): void {
  if (name === 'exec' && !exec?.command?.length) errors.push(required(`${path}.command`))
  if (name === 'httpGet' && httpGet) validateHTTPGet(errors, path, httpGet)
  if (name === 'tcpSocket') validatePort(errors, `${path}.port`, tcpSocket?.port)
  if (name === 'grpc') validatePort(errors, `${path}.port`, grpc?.port)
  if (name !== 'sleep') return
  const seconds = sleep?.seconds ?? 0
  if (seconds >= 0 && seconds <= graceSeconds) return
  const detail = `must be non-negative and less than terminationGracePeriodSeconds (${graceSeconds})`
  errors.push(invalid(path, seconds, detail))
}

function validateHTTPGet(errors: FieldError[], path: string, action: HTTPGetAction): void {
  if (!action.path) errors.push(required(`${path}.path`))
  validatePort(errors, `${path}.port`, action.port)
  if (action.scheme !== 'HTTP' && action.scheme !== 'HTTPS')
    errors.push(notSupported(`${path}.scheme`, action.scheme ?? '', ['HTTP', 'HTTPS']))
  for (const { name = '' } of action.httpHeaders ?? [])
    for (const problem of headerNameProblems(name)) errors.push(invalid(`${path}.httpHeaders`, name, problem))
}

/** A port by number or by name (`ValidatePortNumOrName`). */
function validatePort(errors: FieldError[], path: string, port: number | string = 0): void {
  const problems = typeof port === 'number' ? portNumberProblems(port) : portNameProblems(port)
  for (const problem of problems) errors.push(invalid(path, port, problem))
}
