import type { HttpRequest } from '../client'

const inDefault = '/api/v1/namespaces/default'
const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const ponds = '/apis/example.com/v1/namespaces/default/ponds'
const merge = 'application/merge-patch+json'

const pondSchema = {
  type: 'object',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      properties: {
        replicas: { type: 'integer', minimum: 0, maximum: 9 },
        mode: { type: 'string', enum: ['Wild', 'Tame'], default: 'Tame' },
        name: { type: 'string', pattern: '^[a-z]+$', maxLength: 20 },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        fish: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
        },
      },
    },
    status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
}

const names = { plural: 'ponds', singular: 'pond', kind: 'Pond', listKind: 'PondList', shortNames: ['pd'] }

const pondDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'ponds.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names,
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: pondSchema },
        subresources: {
          status: {},
          scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' },
        },
        additionalPrinterColumns: [{ name: 'First', type: 'string', jsonPath: '.spec.fish[0].name' }],
      },
    ],
  },
}

const pond = {
  apiVersion: 'example.com/v1',
  kind: 'Pond',
  metadata: { name: 'a' },
  spec: { replicas: 2, labels: { x: 'y' }, free: { any: [1] }, fish: [{ name: 'carl' }] },
}

/** A definition and what it defines; the definition is established by the request after it, for there is no controller to do it. */
function customRequests(): HttpRequest[] {
  const established = [
    { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' },
    { type: 'Established', status: 'True', reason: 'InitialNamesAccepted', message: 'accepted' },
  ]
  const status = { conditions: established, acceptedNames: names }
  return [
    post(definitions, pondDefinition),
    patch(`${definitions}/ponds.example.com/status`, { status }),
    post(ponds, pond),
    patch(`${ponds}/a`, { spec: { replicas: 3, mode: null } }),
    patch(`${ponds}/a`, [{ op: 'add', path: '/spec/name', value: 'blue' }], 'application/json-patch+json'),
    patch(`${ponds}/a?fieldManager=me&force=true`, pond, 'application/apply-patch+yaml'),
    patch(`${ponds}/a/status`, { status: { replicas: 1 } }),
    patch(`${ponds}/a/scale`, { spec: { replicas: 1 } }),
    get(`${ponds}/a/scale`),
    get(ponds),
    get(`${ponds}?watch=1`),
    get('/apis/example.com/v1'),
    patch(`${definitions}/ponds.example.com`, { spec: { names: { categories: ['all'] } } }),
  ]
}

function reviewRequests(): HttpRequest[] {
  const authorization = '/apis/authorization.k8s.io/v1'
  const review = (kind: string, spec: object) => ({ apiVersion: 'authorization.k8s.io/v1', kind, spec })
  const resourceAttributes = { verb: 'get', resource: 'pods', namespace: 'default' }
  return [
    post(`${authorization}/selfsubjectaccessreviews`, review('SelfSubjectAccessReview', { resourceAttributes })),
    post(`${authorization}/selfsubjectrulesreviews`, review('SelfSubjectRulesReview', { namespace: 'default' })),
    post(
      `${authorization}/namespaces/default/localsubjectaccessreviews`,
      review('LocalSubjectAccessReview', { user: 'jane', resourceAttributes }),
    ),
    post('/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'SelfSubjectReview',
    }),
  ]
}

function accountRequests(): HttpRequest[] {
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'app' } }
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key' }, stringData: { k: 'v' } }
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } }
  return [
    post(`${inDefault}/serviceaccounts`, account),
    post(`${inDefault}/serviceaccounts/app/token`, request),
    post(`${inDefault}/secrets`, secret),
    patch(`${inDefault}/secrets/key`, { stringData: { k: 'w' }, immutable: true }),
  ]
}

/** What goes to a pod by itself; there is none of that name in every world. */
function podRequests(): HttpRequest[] {
  const pod = `${inDefault}/pods/web-0`
  const streams = { stdin: 'ls\n', isFirst: true, isLast: true }
  const resources = { requests: { cpu: '200m', memory: '64Mi' }, limits: { memory: '128Mi' } }
  return [
    patch(`${pod}/ephemeralcontainers`, { spec: { ephemeralContainers: [{ name: 'debug', image: 'busybox' }] } }),
    patch(
      `${pod}/resize`,
      { spec: { containers: [{ name: 'main', resources }] } },
      'application/strategic-merge-patch+json',
    ),
    get(`${pod}/log?tailLines=5&timestamps=true&follow=true`),
    get(`${pod}/log?previous=true&sinceSeconds=60&limitBytes=100`),
    { ...post(`${pod}/exec?command=sh&command=-c&command=cat%20/etc/hostname&stdin=true`, undefined), streams },
  ]
}

function post(path: string, body: unknown): HttpRequest {
  return { method: 'POST', path, contentType: 'application/json', ...(body !== undefined && { body }) }
}

function patch(path: string, body: unknown, contentType = merge): HttpRequest {
  return { method: 'PATCH', path, body, contentType }
}

function get(path: string): HttpRequest {
  return { method: 'GET', path }
}

/** Good requests about what is no plain kind: definitions and their objects, reviews, accounts, and the smaller doors of pods. */
export const extensionRequests: readonly HttpRequest[] = [
  ...customRequests(),
  ...reviewRequests(),
  ...accountRequests(),
  ...podRequests(),
]
