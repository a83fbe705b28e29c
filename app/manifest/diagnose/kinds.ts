import { apiVersionOf, servedKindOf, servedKinds } from '../../commands'
import { keyRange, type MapNode, pairOf, textAt, valueRange } from './parse'
import { nearestWord } from './spelling'
import { replacing } from './text'
import type { Finding, TextRange } from './types'

/** Versions that Kubernetes no longer serves, and since when. */
const gone: Readonly<Record<string, string>> = {
  'apps/v1beta1': '1.16',
  'apps/v1beta2': '1.16',
  'extensions/v1beta1': '1.22',
  'batch/v1beta1': '1.25',
  'policy/v1beta1': '1.25',
  'storage.k8s.io/v1beta1': '1.22',
  'discovery.k8s.io/v1beta1': '1.25',
}

/** Kinds that Kubernetes has and this lab has not. */
const elsewhere: ReadonlySet<string> = new Set(
  `ClusterRole ClusterRoleBinding CronJob DaemonSet HorizontalPodAutoscaler Ingress Job LimitRange NetworkPolicy ReplicationController
  ResourceQuota Role RoleBinding VolumeSnapshot`.split(/\s+/),
)

/** What older texts call a kind. */
const formerNames: Readonly<Record<string, string>> = { PetSet: 'StatefulSet' }

/** What is wrong with the two lines that say what an object is: `apiVersion` and `kind`. */
export function kindFindings(object: MapNode): readonly Finding[] {
  const missing = ['apiVersion', 'kind'].filter(field => textAt(object, field) === undefined)
  if (missing.length > 0) return missing.map(field => missingField(object, field as 'apiVersion' | 'kind'))
  const apiVersion = textAt(object, 'apiVersion') as string
  const kind = textAt(object, 'kind') as string
  if (servedKindOf(apiVersion, kind)) return []
  const served = servedKinds.find(candidate => candidate.kind === kind)
  return [served ? wrongVersion(object, apiVersion, kind, apiVersionOf(served)) : unknownKind(object, kind)]
}

function missingField(object: MapNode, field: 'apiVersion' | 'kind'): Finding {
  const pair = pairOf(object, field)
  const range: TextRange = pair ? keyRange(pair) : { from: object.range[0], to: object.range[0] }
  const kind = textAt(object, 'kind')
  const served = servedKinds.find(candidate => candidate.kind === kind)
  const wanted = field === 'apiVersion' && served ? apiVersionOf(served) : undefined
  const advice = wanted
    ? `Write \`apiVersion: ${wanted}\`.`
    : field === 'kind'
      ? 'Write what it is, for example `kind: StatefulSet`.'
      : 'Write which API it belongs to, for example `apiVersion: apps/v1` for a StatefulSet or `apiVersion: v1` for a Service.'
  if (!wanted) return { range, message: `This object does not say its \`${field}\`.`, advice }
  const kindPair = pairOf(object, 'kind')
  const at = kindPair ? keyRange(kindPair).from : object.range[0]
  return {
    range,
    message: 'This object does not say its `apiVersion`.',
    advice,
    fix: pair
      ? replacing(
          `Write apiVersion: ${wanted}`,
          { from: keyRange(pair).from, to: endOfPair(object, field) },
          `apiVersion: ${wanted}`,
        )
      : replacing(
          `Write apiVersion: ${wanted}`,
          { from: at, to: at },
          `apiVersion: ${wanted}\n${spacesBefore(object)}`,
        ),
  }
}

function endOfPair(object: MapNode, field: string): number {
  const pair = pairOf(object, field)
  return Math.max(pair?.key.range[1] ?? 0, pair?.value?.range[1] ?? 0)
}

/** The indentation of a mapping's fields; keys of one mapping are in one column. */
function spacesBefore(object: MapNode): string {
  const text = object.srcToken && 'indent' in object.srcToken ? object.srcToken.indent : 0
  return ' '.repeat(Math.max(0, text))
}

function wrongVersion(object: MapNode, apiVersion: string, kind: string, right: string): Finding {
  const pair = pairOf(object, 'apiVersion')
  const range = pair ? valueRange(pair) : { from: object.range[0], to: object.range[0] }
  const since = gone[apiVersion]
  return {
    range,
    message: since
      ? `\`${apiVersion}\` is gone since Kubernetes ${since}.`
      : `There is no ${kind} in \`${apiVersion}\`.`,
    advice: `Write \`apiVersion: ${right}\`.`,
    fix: replacing(`Write apiVersion: ${right}`, range, right),
  }
}

function unknownKind(object: MapNode, kind: string): Finding {
  const pair = pairOf(object, 'kind')
  const range = pair ? valueRange(pair) : { from: object.range[0], to: object.range[0] }
  if (elsewhere.has(kind)) {
    const article = /^[AEIOU]/.test(kind) ? 'an' : 'a'
    return {
      range,
      message: `Kubernetes has ${kind}s, this lab does not have them yet.`,
      advice: `Take ${article} ${kind} out of the manifest. The lab knows ${known()}.`,
    }
  }
  const meant =
    formerNames[kind] ??
    nearestWord(
      kind,
      servedKinds.map(served => served.kind),
    )
  return {
    range,
    message: `There is no kind \`${kind}\`.`,
    advice: meant ? `Write \`kind: ${meant}\`.` : `The lab knows ${known()}.`,
    ...(meant && { fix: replacing(`Write kind: ${meant}`, range, meant) }),
  }
}

function known(): string {
  const names = [
    'StatefulSet',
    'Deployment',
    'Pod',
    'Service',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'StorageClass',
    'ConfigMap',
  ]
  return `${names.join(', ')} and a few more`
}
