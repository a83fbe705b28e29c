import { type KubernetesObject, timestamp } from '../../kinds'
import { badRequest } from '../errors'
import { schemaOf } from '../schema'
import { answerAccess, answerLocalAccess, answerSelfAccess } from './access'
import { type Asker, type Review, review } from './types'

const authorization = 'authorization.k8s.io'
const authentication = 'authentication.k8s.io'

/** Every kind that is a question. */
export const reviews: readonly Review[] = [
  review('LocalSubjectAccessReview', {
    group: authorization,
    namespaced: true,
    schema: schemaOf('LocalSubjectAccessReview'),
    answer: answerLocalAccess,
  }),
  review('SelfSubjectAccessReview', {
    group: authorization,
    schema: schemaOf('SelfSubjectAccessReview'),
    answer: answerSelfAccess,
  }),
  review('SelfSubjectReview', {
    group: authentication,
    schema: schemaOf('SelfSubjectReview'),
    answer: answerSelf,
  }),
  review('SelfSubjectRulesReview', {
    group: authorization,
    schema: schemaOf('SelfSubjectRulesReview'),
    answer: answerRules,
  }),
  review('SubjectAccessReview', {
    group: authorization,
    schema: schemaOf('SubjectAccessReview'),
    answer: answerAccess,
  }),
  review('TokenReview', { group: authentication, schema: schemaOf('TokenReview'), answer: answerToken }),
]

/** The review that is asked under a path; undefined when none is. */
export function reviewAt(group: string, version: string, plural: string): Review | undefined {
  return reviews.find(known => known.group === group && known.version === version && known.plural === plural)
}

/** Everything is allowed to everybody. The answer forgets the namespace of the question, as upstream's does. */
function answerRules(question: KubernetesObject): KubernetesObject {
  const { spec } = question as KubernetesObject & { readonly spec: { readonly namespace?: string } }
  if (!spec.namespace) throw badRequest('no namespace on request')
  const status = {
    resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
    nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
    incomplete: false,
  }
  return { ...question, metadata: {}, spec: {}, status } as unknown as KubernetesObject
}

/** `kubectl auth whoami`. */
function answerSelf(question: KubernetesObject, { user, now }: Asker): KubernetesObject {
  const groups = ['system:masters', 'system:authenticated']
  const status = { userInfo: { username: user, groups } }
  return { ...question, metadata: { creationTimestamp: timestamp(now) }, status } as unknown as KubernetesObject
}

/** Nobody is given a token here, so none is known. */
function answerToken(question: KubernetesObject): KubernetesObject {
  const { spec } = question as KubernetesObject & { readonly spec: { readonly token?: string } }
  if (!spec.token) throw badRequest('token is required for TokenReview in authentication')
  return { ...question, status: { user: {}, error: 'invalid bearer token' } } as KubernetesObject
}
