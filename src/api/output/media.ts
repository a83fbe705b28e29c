import { failure, StatusError } from '../../client'

/** The form a client wants its answer in. */
export interface Media {
  readonly encoding: 'json' | 'yaml'
  /** Something made from the object instead of the object. */
  readonly as?: { readonly kind: TransformKind; readonly apiVersion: string }
}

const transformKinds = ['Table', 'PartialObjectMetadata', 'PartialObjectMetadataList'] as const
export type TransformKind = (typeof transformKinds)[number]

/** What the real server can send. Protobuf is named in errors and never chosen: who asks for it also takes JSON. */
const types = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'] as const
const plain: Media = { encoding: 'json' }

interface Clause {
  readonly type: string
  readonly quality: number
  readonly parameters: ReadonlyMap<string, string>
}

/**
 * Chooses among the clauses of an Accept header, after go-restful (types only) and apiserver `endpoints/handlers/negotiation` (transformations).
 * Throws 406 where nothing fits.
 */
export function negotiate(accept: string | undefined): Media {
  if (!accept || accept === 'application/json') return plain
  const clauses = clausesOf(accept)
  if (!clauses.some(({ type }) => type === '*/*' || types.some(known => known === type)))
    throw new StatusError(
      failure('NotAcceptable', `406: Not Acceptable\n\nAvailable representations: ${types.join(', ')}`, {}),
    )
  for (const clause of clauses) {
    const media = mediaOf(clause)
    if (media) return media
  }
  const message = `only the following media types are accepted: ${types.join(', ')}`
  throw new StatusError(failure('NotAcceptable', message))
}

/** The clauses of an Accept header, what is wanted most first. */
export function clausesOf(accept: string): readonly Clause[] {
  const clauses = accept.split(',').map(text => {
    const [type = '', ...rest] = text.split(';').map(part => part.trim())
    const parameters = new Map(rest.map(part => part.split('=', 2) as [string, string]))
    const quality = Number(parameters.get('q') ?? 1)
    return { type, quality: Number.isNaN(quality) ? 1 : quality, parameters }
  })
  return clauses.sort((a, b) => b.quality - a.quality)
}

function mediaOf({ type, parameters }: Clause): Media | undefined {
  const encoding =
    type === 'application/yaml'
      ? 'yaml'
      : ['application/json', '*/*', 'application/*'].includes(type)
        ? 'json'
        : undefined
  if (!encoding) return undefined
  const wanted = ['as', 'v', 'g'].some(name => parameters.has(name))
  if (!wanted) return { encoding }
  const kind = transformKinds.find(known => known === parameters.get('as'))
  const version = parameters.get('v') ?? ''
  if (!kind || parameters.get('g') !== 'meta.k8s.io' || !['v1', 'v1beta1'].includes(version)) return undefined
  return { encoding, as: { kind, apiVersion: `meta.k8s.io/${version}` } }
}
