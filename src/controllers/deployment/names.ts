/** Annotations that a deployment keeps on itself and on its ReplicaSets (deployment_util.go). */
export const revisionAnnotation = 'deployment.kubernetes.io/revision'
export const historyAnnotation = 'deployment.kubernetes.io/revision-history'
export const desiredAnnotation = 'deployment.kubernetes.io/desired-replicas'
export const mostAnnotation = 'deployment.kubernetes.io/max-replicas'
/** Tells the ReplicaSets of a deployment, and their pods, apart (apps/v1, DefaultDeploymentUniqueLabelKey). */
export const hashLabel = 'pod-template-hash'

/** Reasons of the condition Progressing. */
export const progressReasons = {
  setCreated: 'NewReplicaSetCreated',
  setFound: 'FoundNewReplicaSet',
  setUpdated: 'ReplicaSetUpdated',
  setAvailable: 'NewReplicaSetAvailable',
  createFailed: 'ReplicaSetCreateError',
  timedOut: 'ProgressDeadlineExceeded',
  paused: 'DeploymentPaused',
  resumed: 'DeploymentResumed',
} as const

const nameMost = 253

/** `<deployment>-<hash>`, the deployment's name cut where the whole would exceed 253 (sync.go, generateReplicaSetName). */
export function replicaSetName(deploymentName: string, hash: string): string {
  return `${deploymentName.slice(0, nameMost - 1 - hash.length)}-${hash}`
}
