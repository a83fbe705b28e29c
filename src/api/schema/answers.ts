import { always, int32, int64, list, named, optional, structsOf, text, typeMeta } from './notation'

/** meta/v1: what the API answers with besides objects. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/apimachinery/pkg/apis/meta/v1')

const shardInfo = struct('v1.ShardInfo', { selector: always(text) })

export const listMeta = struct('v1.ListMeta', {
  selfLink: text,
  resourceVersion: text,
  continue: text,
  remainingItemCount: optional(int64),
  shardInfo,
})

const statusCause = struct('v1.StatusCause', { reason: named('v1.CauseType'), message: text, field: text })

const statusDetails = struct('v1.StatusDetails', {
  name: text,
  group: text,
  kind: text,
  uid: named('types.UID'),
  causes: list(statusCause),
  retryAfterSeconds: int32,
})

export const status = struct('v1.Status', {
  ...typeMeta,
  metadata: always(listMeta),
  status: text,
  message: text,
  reason: named('v1.StatusReason'),
  details: statusDetails,
  code: int32,
})
