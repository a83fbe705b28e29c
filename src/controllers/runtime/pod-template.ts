import { controllerReference, type KubernetesObject, type Manifest, type Pod, type PodTemplateSpec } from '../../kinds'

/** A pod as a set makes it from its template; the API completes its name (controller_utils.go, GetPodFromTemplate). */
export function podFromTemplate(template: PodTemplateSpec, owner: KubernetesObject): Manifest<Pod> {
  const { labels, annotations, finalizers } = template.metadata ?? {}
  const { name, namespace } = owner.metadata
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: name.length < nameMost ? `${name}-` : name,
      ...(namespace && { namespace }),
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(finalizers && { finalizers }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: template.spec,
  }
}

/** A prefix with a dash must still be a subdomain (getPodsPrefix). */
const nameMost = 253
