/** On a claim: the binding has been completed once; a volume that is missing afterwards is lost, not awaited. */
export const bindCompletedAnnotation = 'pv.kubernetes.io/bind-completed'
/** On a claim or volume: the controller made the binding; without it a person did, and it is left alone when it is undone. */
export const boundByControllerAnnotation = 'pv.kubernetes.io/bound-by-controller'
/** On a claim: the scheduler chose this node, so that the volume may be provisioned for it. */
export const selectedNodeAnnotation = 'volume.kubernetes.io/selected-node'
/** On a volume: who provisioned it, and so who deletes it. */
export const provisionedByAnnotation = 'pv.kubernetes.io/provisioned-by'
/** On a claim: who is asked to provision a volume for it. */
export const provisionerAnnotation = 'volume.kubernetes.io/storage-provisioner'
/** The same, as it was called while it was beta; still written beside it. */
export const betaProvisionerAnnotation = 'volume.beta.kubernetes.io/storage-provisioner'
