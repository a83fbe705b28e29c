import { labelSelectorRequirement, objectMeta } from './meta'
import {
  always,
  bool,
  int64,
  list,
  map,
  named,
  nullable,
  optional,
  structsOf,
  text,
  texts,
  time,
  typeMeta,
} from './notation'

/** Questions about who may do what, and who asks: authorization.k8s.io and authentication.k8s.io. Facts of v1.37.1's Go types. */

const struct = structsOf('k8s.io/api/authorization/v1')
const authentication = structsOf('k8s.io/api/authentication/v1')
const meta = structsOf('k8s.io/apimachinery/pkg/apis/meta/v1')

const selectorRequirement = meta('v1.FieldSelectorRequirement', {
  key: always(text),
  operator: always(text),
  values: texts,
})
const fieldSelector = struct('v1.FieldSelectorAttributes', {
  rawSelector: text,
  requirements: list(selectorRequirement),
})
const labelSelector = struct('v1.LabelSelectorAttributes', {
  rawSelector: text,
  requirements: list(labelSelectorRequirement),
})

const resourceAttributes = struct('v1.ResourceAttributes', {
  namespace: text,
  verb: text,
  group: text,
  version: text,
  resource: text,
  subresource: text,
  name: text,
  fieldSelector,
  labelSelector,
})
const nonResourceAttributes = struct('v1.NonResourceAttributes', { path: text, verb: text })

const accessStatus = struct('v1.SubjectAccessReviewStatus', {
  allowed: always(bool),
  denied: bool,
  reason: text,
  evaluationError: text,
})
const userExtra = map(list(text), 'map[string]v1.ExtraValue')

export const selfSubjectAccessReview = struct('v1.SelfSubjectAccessReview', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(struct('v1.SelfSubjectAccessReviewSpec', { resourceAttributes, nonResourceAttributes })),
  status: always(accessStatus),
})

const subjectAccessReviewSpec = struct('v1.SubjectAccessReviewSpec', {
  resourceAttributes,
  nonResourceAttributes,
  user: text,
  groups: texts,
  extra: userExtra,
  uid: text,
})

export const subjectAccessReview = struct('v1.SubjectAccessReview', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(subjectAccessReviewSpec),
  status: always(accessStatus),
})

export const localSubjectAccessReview = struct('v1.LocalSubjectAccessReview', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(subjectAccessReviewSpec),
  status: always(accessStatus),
})

const resourceRule = struct('v1.ResourceRule', {
  verbs: always(texts),
  apiGroups: texts,
  resources: texts,
  resourceNames: texts,
})
const nonResourceRule = struct('v1.NonResourceRule', { verbs: always(texts), nonResourceURLs: texts })

export const selfSubjectRulesReview = struct('v1.SelfSubjectRulesReview', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(struct('v1.SelfSubjectRulesReviewSpec', { namespace: text })),
  status: always(
    struct('v1.SubjectRulesReviewStatus', {
      resourceRules: always(list(resourceRule)),
      nonResourceRules: always(list(nonResourceRule)),
      incomplete: always(bool),
      evaluationError: text,
    }),
  ),
})

const userInfo = authentication('v1.UserInfo', { username: text, uid: text, groups: texts, extra: userExtra })

export const selfSubjectReview = authentication('v1.SelfSubjectReview', {
  ...typeMeta,
  metadata: always(objectMeta),
  status: always(authentication('v1.SelfSubjectReviewStatus', { userInfo: always(userInfo) })),
})

export const tokenReview = authentication('v1.TokenReview', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(authentication('v1.TokenReviewSpec', { token: text, audiences: texts })),
  status: always(
    authentication('v1.TokenReviewStatus', {
      authenticated: bool,
      user: always(userInfo),
      audiences: texts,
      error: text,
    }),
  ),
})

const boundObjectReference = authentication('v1.BoundObjectReference', {
  kind: text,
  apiVersion: text,
  name: text,
  uid: named('types.UID'),
})

export const tokenRequest = authentication('v1.TokenRequest', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(
    authentication('v1.TokenRequestSpec', {
      audiences: always(texts),
      expirationSeconds: optional(int64),
      boundObjectRef: nullable(boundObjectReference),
    }),
  ),
  status: always(authentication('v1.TokenRequestStatus', { token: always(text), expirationTimestamp: time })),
})
