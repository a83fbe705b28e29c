import type { HttpRequest } from '../client'
import type { Pod } from '../kinds'
import type { ApiContext, Caller } from './context'
import { badRequest, invalid } from './errors'
import { wholeNumber } from './list-options'
import type { Answer } from './output'
import type { Target } from './path'
import { proxied } from './proxied'
import { liveObject } from './read'
import { type FieldError, forbidden, invalidValue } from './resources'

/** Where a kubelet serves what a container has written. */
const logsPath = '/containerLogs'
/** Where it runs commands in one. */
const execPath = '/exec'

/**
 * Serves `…/log`: asks the kubelet of the pod's node, as the real server does (registry/core/pod/strategy.go LogLocation). A pod without a node
 * has written nothing.
 */
export function serveLog(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): Answer {
  const { query, name = '', namespace = '' } = target
  const errors = logErrors(query)
  if (errors.length > 0) throw invalid({ kind: 'PodLogOptions', group: '' }, name, errors)
  const pod = liveObject(context, target) as Pod
  const container = containerOf(pod, query.get('container') ?? '')
  const { nodeName } = pod.spec
  if (!nodeName) return { response: { code: 204, contentType: 'text/plain', body: '' } }
  const options = new URLSearchParams(query)
  options.delete('container')
  const search = options.size > 0 ? `?${options}` : ''
  const path = `${logsPath}/${namespace}/${name}/${container}${search}`
  const response = proxied(context, caller, request, { kind: 'Kubelet', name: nodeName, path })
  return { response: response.next === undefined ? response : { ...response, next: ownPath(request, response.next) } }
}

/** A followed log goes on here as it goes on at the kubelet. */
function ownPath({ path }: HttpRequest, kubeletPath: string): string {
  const query = new URLSearchParams(kubeletPath.split('?', 2)[1])
  const container = new URLSearchParams(path.split('?', 2)[1]).get('container')
  if (container) query.set('container', container)
  return `${path.split('?', 1)[0]}?${query}`
}

/**
 * Serves `exec`, `attach` and `portforward`. Only exec has streams, a part at a time (`HttpRequest.streams`); all else is answered as the real
 * server answers a request that does not ask for an upgrade.
 */
export function serveConnect(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): Answer {
  const { query, subresource } = target
  const pod = liveObject(context, target) as Pod
  const container = subresource === 'portforward' ? '' : containerOf(pod, query.get('container') ?? '')
  const { nodeName } = pod.spec
  if (!nodeName) throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`)
  if (subresource !== 'exec' || !request.streams) throw badRequest('Upgrade request required')
  const path = `${execPath}/${pod.metadata.namespace}/${pod.metadata.name}/${container}?${query}`
  return { response: proxied(context, caller, request, { kind: 'Kubelet', name: nodeName, path }) }
}

/** The container that is meant: the named one, or the only one. Throws 400. */
function containerOf({ metadata, spec }: Pod, name: string): string {
  const containers = [...(spec.initContainers ?? []), ...spec.containers]
  if (name !== '') {
    if (containers.some(container => container.name === name)) return name
    throw badRequest(`container ${name} is not valid for pod ${metadata.name}`)
  }
  const [only, ...others] = spec.containers
  if (only && others.length === 0) return only.name
  const names = containers.map(container => container.name).join(' ')
  throw badRequest(`a container name must be specified for pod ${metadata.name}, choose one of: [${names}]`)
}

/** `ValidatePodLogOptions`. */
function logErrors(query: URLSearchParams): readonly FieldError[] {
  const errors: FieldError[] = []
  const tailLines = wholeNumber(query, 'tailLines')
  const limitBytes = wholeNumber(query, 'limitBytes')
  const sinceSeconds = wholeNumber(query, 'sinceSeconds')
  if (tailLines !== undefined && tailLines < 0)
    errors.push(invalidValue('tailLines', tailLines, 'must be greater than or equal to 0'))
  if (limitBytes !== undefined && limitBytes < 1)
    errors.push(invalidValue('limitBytes', limitBytes, 'must be greater than 0'))
  if (sinceSeconds === undefined) return errors
  if (query.has('sinceTime'))
    errors.push(forbidden('[]', 'at most one of `sinceTime` or `sinceSeconds` may be specified'))
  else if (sinceSeconds < 1) errors.push(invalidValue('sinceSeconds', sinceSeconds, 'must be greater than 0'))
  return errors
}
