import { isRecord } from '../base'
import type { HttpRequest } from '../client'
import { chance, chanceBetween, type Seed } from '../sim'

/** Values that nobody expects where they turn up. */
const oddities: readonly unknown[] = [
  null,
  '',
  ' ',
  'x'.repeat(300),
  'Ünïcödé',
  '../..',
  '__proto__',
  'constructor',
  '-1',
  '1Gi',
  '99999999999999999999Gi',
  '100%',
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e300,
  [],
  [null],
  [[]],
  [{}],
  ['x', 'x'],
  {},
  { a: 1 },
  { name: 'x' },
  { '': '' },
  { matchLabels: {} },
]

const segments = [
  '',
  'x',
  'web-0',
  'default',
  'nowhere',
  'pods',
  'status',
  'scale',
  'eviction',
  'binding',
  'proxy',
  'log',
  'exec',
  'resize',
  'token',
  'ponds',
  'watch',
  'namespaces',
  '%',
  '%2F',
  '..',
  '__proto__',
  'a:b:c',
]
const contentTypes = [
  'application/json',
  'application/yaml',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/json-patch+json',
  'application/apply-patch+yaml',
  'text/plain',
  '',
]
const accepts = [
  'application/json',
  'application/json;as=Table;v=v1;g=meta.k8s.io',
  'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
  'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
  'application/vnd.kubernetes.protobuf',
  '*/*',
  'nonsense',
]
const queries = [
  'dryRun=All',
  'dryRun=Some',
  'fieldManager=me',
  'fieldManager=me&force=true',
  'fieldValidation=Strict',
  'fieldValidation=Ignore',
  'fieldValidation=x',
  'labelSelector=app%3Dweb',
  'labelSelector=!app,x%20in%20(a,b)',
  'labelSelector=((',
  'fieldSelector=metadata.name%3Dx',
  'fieldSelector=spec.nodeName!%3Dx',
  'fieldSelector=%3D%3D%3D',
  'watch=1',
  'watch=1&resourceVersion=1',
  'watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true',
  'resourceVersion=0',
  'resourceVersion=abc',
  'resourceVersion=999999999',
  'resourceVersion=2&resourceVersionMatch=Exact',
  'limit=1',
  'limit=-1',
  'limit=x',
  'limit=1&continue=x',
  'continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MSwic3RhcnQiOiJ4In0',
  'gracePeriodSeconds=0',
  'gracePeriodSeconds=-5',
  'gracePeriodSeconds=x',
  'propagationPolicy=Orphan',
  'propagationPolicy=Sideways',
  'orphanDependents=maybe',
  'pretty=true',
  '%',
  '&&==&',
]
const methods: readonly HttpRequest['method'][] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Makes requests out of good ones by breaking them in a few places, each time differently; always the same for a seed. */
export class RequestFuzzer {
  private count = 0
  private readonly seed: Seed
  private readonly samples: readonly HttpRequest[]

  constructor(seed: Seed, samples: readonly HttpRequest[]) {
    this.seed = seed
    this.samples = samples
  }

  next(): HttpRequest {
    const sample = this.pick(this.samples)
    let request: HttpRequest = { ...sample }
    const mutations = this.number(0, 3)
    for (let i = 0; i < mutations; i++) request = this.mutated(request)
    return request
  }

  private mutated(request: HttpRequest): HttpRequest {
    const [path = '', query = ''] = request.path.split('?')
    const kind = this.number(0, 9)
    if (kind === 0) return { ...request, method: this.pick(methods) }
    if (kind === 1) return { ...request, contentType: this.pick(contentTypes) }
    if (kind === 2) return { ...request, accept: this.pick(accepts) }
    if (kind === 3) return { ...request, path: `${path}?${query ? `${query}&` : ''}${this.pick(queries)}` }
    if (kind === 4) return { ...request, path: this.brokenPath(path) + (query ? `?${query}` : '') }
    if (kind === 5) return { ...request, body: this.brokenText(JSON.stringify(request.body ?? {})) }
    return { ...request, body: this.brokenValue(request.body ?? {}, 0) }
  }

  private brokenPath(path: string): string {
    const words = path.split('/')
    const at = this.number(1, words.length - 1)
    const choice = this.number(0, 3)
    if (choice === 0) words.splice(at, 1)
    else if (choice === 1) words.splice(at, 0, this.pick(segments))
    else if (choice === 2) words[at] = this.pick(segments)
    else words.push(this.pick(segments))
    return words.join('/')
  }

  private brokenText(text: string): string {
    const at = this.number(0, text.length)
    const choice = this.number(0, 3)
    if (choice === 0) return text.slice(0, at)
    if (choice === 1)
      return text.slice(0, at) + this.pick(['{', '}', '"', ':', '\t', '- ', '\u0000', '&a *a']) + text.slice(at)
    if (choice === 2) return text.slice(0, at) + text.slice(at + this.number(1, 20))
    return text + text
  }

  /** The value with something odd somewhere in it. */
  private brokenValue(value: unknown, depth: number): unknown {
    const isContainer = typeof value === 'object' && value !== null && Object.keys(value).length > 0
    if (!isContainer || (depth > 0 && this.isLucky(0.25))) return this.pick(oddities)
    if (Array.isArray(value)) {
      const at = this.number(0, value.length - 1)
      if (this.isLucky(0.2)) return [...value, value[at]]
      return value.map((part, i) => (i === at ? this.brokenValue(part, depth + 1) : part))
    }
    if (!isRecord(value)) return value
    const keys = Object.keys(value)
    const key = this.pick(keys)
    if (this.isLucky(0.1)) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
    if (this.isLucky(0.1))
      return { ...value, [this.pick(['__proto__x', 'constructor', 'extra', ''])]: this.pick(oddities) }
    return { ...value, [key]: this.brokenValue(value[key], depth + 1) }
  }

  private number(low: number, high: number): number {
    return chanceBetween(low, Math.max(low, high), this.seed, 'fuzz', this.count++)
  }

  private isLucky(share: number): boolean {
    return chance(this.seed, 'fuzz', this.count++) < share
  }

  private pick<T>(items: readonly T[]): T {
    return items[this.number(0, items.length - 1)] as T
  }
}
