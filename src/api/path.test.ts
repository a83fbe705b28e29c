import { describe, expect, test } from 'vitest'
import type { HttpRequest } from '../client'
import { StatusError } from '../client'
import { ownCatalog } from './catalog'
import { parsePath } from './path'

function read(path: string, method: HttpRequest['method'] = 'GET') {
  const { resource, namespace, name, subresource } = parsePath(path, method, ownCatalog)
  return [resource.kind, namespace, name, subresource]
}

function code(path: string, method: HttpRequest['method'] = 'GET'): number | undefined {
  try {
    parsePath(path, method, ownCatalog)
    return 200
  } catch (error) {
    if (error instanceof StatusError) return error.status.code
    throw error
  }
}

describe('what a URL names', () => {
  test.each([
    ['/api/v1/pods', ['Pod', undefined, undefined, undefined]],
    ['/api/v1/namespaces/default/pods', ['Pod', 'default', undefined, undefined]],
    ['/api/v1/namespaces/default/pods/web-0', ['Pod', 'default', 'web-0', undefined]],
    ['/api/v1/namespaces/default/pods/web-0/status', ['Pod', 'default', 'web-0', 'status']],
    ['/api/v1/namespaces', ['Namespace', undefined, undefined, undefined]],
    ['/api/v1/namespaces/shop', ['Namespace', undefined, 'shop', undefined]],
    ['/api/v1/namespaces/shop/status', ['Namespace', undefined, 'shop', 'status']],
    ['/api/v1/nodes/node-1', ['Node', undefined, 'node-1', undefined]],
    ['/apis/apps/v1/namespaces/default/statefulsets/web/scale', ['StatefulSet', 'default', 'web', 'scale']],
    ['/apis/lab.sim/v1/machines/node-1', ['Machine', undefined, 'node-1', undefined]],
    ['/api/v1/namespaces/default/pods/web%2D0?limit=1', ['Pod', 'default', 'web-0', undefined]],
  ])('%s', (path, wanted) => {
    expect(read(path)).toEqual(wanted)
  })

  test('the query is read apart', () => {
    expect(parsePath('/api/v1/pods?watch=1&labelSelector=a%3Db', 'GET', ownCatalog).query.get('labelSelector')).toBe(
      'a=b',
    )
  })

  test.each([
    ['/api/v1/namespaces/default/pods/web-0/proxy/', { name: 'web-0', path: '/' }],
    ['/api/v1/namespaces/default/pods/web-0:8080/proxy/a/b?c=d', { name: 'web-0', port: '8080', path: '/a/b?c=d' }],
    [
      '/api/v1/namespaces/default/services/http:web:main/proxy',
      { name: 'web', port: 'main', scheme: 'http', path: '/' },
    ],
  ])('%s goes to a program', (path, wanted) => {
    expect(parsePath(path, 'GET', ownCatalog).proxy).toMatchObject(wanted)
  })
})

describe('what no URL names', () => {
  test.each([
    '/api/v1/nothing',
    '/api/v2/pods',
    '/apis/apps/v1beta1/statefulsets',
    '/apis/nothing/v1/pods',
    '/api/v1/namespaces/default/nodes',
    '/api/v1/namespaces/default/pods/web-0/nothing',
    '/api/v1/namespaces/default/pods/web-0/status/more',
    '/api/v1/namespaces/default/configmaps/a/status',
    '/api/v1/pods/web-0',
    '/api/v1/namespaces/default/pods/%',
    '/api/v1/namespaces/default/pods/%C3%28',
  ])('%s is 404', path => {
    expect(code(path)).toBe(404)
  })

  test.each([
    ['POST', '/api/v1/namespaces/default/pods/web-0'],
    ['POST', '/api/v1/pods'],
    ['PUT', '/api/v1/namespaces/default/pods'],
    ['PATCH', '/api/v1/namespaces/default/pods'],
    ['DELETE', '/api/v1/pods'],
    ['DELETE', '/api/v1/namespaces/default/pods/web-0/status'],
    ['GET', '/api/v1/namespaces/default/pods/web-0/binding'],
    ['POST', '/apis/apps/v1/namespaces/default/statefulsets/web/scale'],
  ] as const)('%s %s is 405', (method, path) => {
    expect(code(path, method)).toBe(405)
  })
})
