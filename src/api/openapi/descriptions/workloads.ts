import type { Descriptions } from './types'

/** What the fields of StatefulSets, Deployments, ReplicaSets and their budgets are for. */
export const workloads: Descriptions = {
  StatefulSet:
    'Keeps a number of pods that are told apart: each has a name with a number, and claims of its own, which stay when the pod is replaced on another machine.',
  'StatefulSet.spec': 'What the set should look like.',
  'StatefulSet.status': 'What the controller has last seen of it.',
  StatefulSetSpec: 'What a StatefulSet should look like.',
  'StatefulSetSpec.replicas': 'How many pods there should be; 1 where it is left out.',
  'StatefulSetSpec.selector':
    'Which pods belong to the set. Has to match the labels of the template, and cannot change.',
  'StatefulSetSpec.template': 'What each pod is made from; its name is the name of the set, a hyphen and its ordinal.',
  'StatefulSetSpec.volumeClaimTemplates':
    'Claims that each pod gets for itself, named <template>-<pod>. They stay when the pod goes, and the next pod of that name finds them again. Cannot change.',
  'StatefulSetSpec.serviceName':
    'The headless service under which each pod has a name of its own: <pod>.<service>.<namespace>.svc.cluster.local. Nobody creates it for you. Cannot change.',
  'StatefulSetSpec.podManagementPolicy':
    'OrderedReady (the default) starts a pod when the one before it is ready, and stops the highest first. Parallel does not wait. Cannot change.',
  'StatefulSetSpec.updateStrategy': 'How pods are replaced when the template changes.',
  'StatefulSetSpec.revisionHistoryLimit': 'How many old templates are kept for a rollback; 10 where it is left out.',
  'StatefulSetSpec.minReadySeconds': 'For how long a pod has to be ready before it counts as available.',
  'StatefulSetSpec.persistentVolumeClaimRetentionPolicy': 'What becomes of the claims when the set goes or shrinks.',
  'StatefulSetSpec.ordinals': 'With which number the names of the pods begin.',
  'StatefulSetOrdinals.start': 'The number of the first pod; 0 where it is left out.',
  StatefulSetUpdateStrategy: 'How pods are replaced when the template changes.',
  'StatefulSetUpdateStrategy.type':
    'RollingUpdate (the default) replaces pod after pod, from the highest ordinal down. OnDelete replaces a pod when somebody deletes it.',
  'StatefulSetUpdateStrategy.rollingUpdate': 'How a rolling update goes.',
  'RollingUpdateStatefulSetStrategy.partition': 'Pods with a lower ordinal keep the old template: for a canary.',
  'RollingUpdateStatefulSetStrategy.maxUnavailable':
    'How many pods may be missing during an update; 1 where it is left out.',
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted':
    'What becomes of the claims when the set is deleted: Retain (the default) or Delete.',
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled':
    'What becomes of the claims of pods that are scaled away: Retain (the default) or Delete.',
  'StatefulSetStatus.observedGeneration': 'Which generation of the set the controller has seen.',
  'StatefulSetStatus.replicas': 'How many pods the controller has made.',
  'StatefulSetStatus.readyReplicas': 'How many of them are ready.',
  'StatefulSetStatus.availableReplicas': 'How many of them have been ready for minReadySeconds.',
  'StatefulSetStatus.currentReplicas': 'How many of them are of the current revision.',
  'StatefulSetStatus.updatedReplicas': 'How many of them are of the revision that is rolled out.',
  'StatefulSetStatus.currentRevision': 'The revision that the pods had before the update.',
  'StatefulSetStatus.updateRevision': 'The revision that is rolled out; both are equal when it is done.',
  'StatefulSetStatus.collisionCount': 'How often the name of a revision was taken by another.',
  ControllerRevision: 'A template as it was: what a rollback goes back to.',
  'ControllerRevision.data': 'The template, as a patch of the set.',
  'ControllerRevision.revision': 'The number of the revision; the highest is the newest.',
  Deployment: 'Keeps a number of pods that are all alike, and replaces them step by step when their template changes.',
  'DeploymentSpec.replicas': 'How many pods there should be; 1 where it is left out.',
  'DeploymentSpec.selector': 'Which pods belong to it. Has to match the labels of the template, and cannot change.',
  'DeploymentSpec.template': 'What each pod is made from.',
  'DeploymentSpec.strategy': 'How pods are replaced when the template changes.',
  'DeploymentSpec.paused': 'Whether changes of the template wait.',
  'DeploymentSpec.progressDeadlineSeconds':
    'After how long without progress a rollout counts as failed; 600 where it is left out.',
  'DeploymentSpec.revisionHistoryLimit': 'How many old ReplicaSets are kept for a rollback; 10 where it is left out.',
  'DeploymentStrategy.type':
    'RollingUpdate (the default) replaces pods step by step; Recreate stops all of them first.',
  'DeploymentStrategy.rollingUpdate': 'How a rolling update goes.',
  'RollingUpdateDeployment.maxSurge': 'How many pods there may be above the wanted number; 25% where it is left out.',
  'RollingUpdateDeployment.maxUnavailable': 'How many pods may be missing; 25% where it is left out.',
  ReplicaSet: 'Keeps a number of pods that are all alike. Mostly a Deployment makes them.',
  'ReplicaSetSpec.replicas': 'How many pods there should be; 1 where it is left out.',
  'ReplicaSetSpec.selector': 'Which pods belong to it.',
  'ReplicaSetSpec.template': 'What each pod is made from.',
  PodDisruptionBudget:
    'Says how many pods may be missing while somebody empties machines. Evictions that would go beyond it are refused.',
  'PodDisruptionBudgetSpec.minAvailable': 'How many of the selected pods have to stay, as a number or in percent.',
  'PodDisruptionBudgetSpec.maxUnavailable': 'How many of the selected pods may be missing, as a number or in percent.',
  'PodDisruptionBudgetSpec.selector': 'Which pods it is about.',
  PriorityClass: 'A name for how important a pod is.',
  'PriorityClass.value': 'The higher, the sooner a pod is placed, and the rather others make room for it.',
}
