/** The shapes that manifests of this lab are made of: field names, each with the shape of its value (or of its list's items) where that is known here too. */
const shapes = {
  metadata:
    'name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds labels annotations ownerReferences finalizers managedFields',
  selector: 'matchLabels matchExpressions',
  hostPath: 'path type',
  emptyDir: 'medium sizeLimit mode',
  gceDisk: 'pdName fsType partition readOnly',
  claimResources: 'limits requests',
  claimSpec:
    'accessModes selector:selector resources:claimResources volumeName storageClassName volumeMode dataSource dataSourceRef volumeAttributesClassName',
  volume:
    'name hostPath:hostPath emptyDir:emptyDir gcePersistentDisk:gceDisk awsElasticBlockStore gitRepo secret nfs iscsi glusterfs persistentVolumeClaim rbd flexVolume cinder cephfs flocker downwardAPI fc azureFile configMap vsphereVolume quobyte azureDisk photonPersistentDisk projected portworxVolume scaleIO storageos csi ephemeral image',
  containerPort: 'name hostPort containerPort protocol hostIP',
  variable: 'name value valueFrom',
  resources: 'limits requests claims',
  mount: 'name readOnly recursiveReadOnly mountPath subPath mountPropagation subPathExpr bindMountOptions',
  exec: 'command',
  httpGet: 'path port host scheme httpHeaders protocol',
  tcpSocket: 'port host',
  probe:
    'exec:exec httpGet:httpGet tcpSocket:tcpSocket grpc initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold terminationGracePeriodSeconds',
  container:
    'name image command args workingDir ports:containerPort envFrom env:variable resources:resources resizePolicy restartPolicy restartPolicyRules volumeMounts:mount volumeDevices livenessProbe:probe readinessProbe:probe startupProbe:probe lifecycle terminationMessagePath terminationMessagePolicy imagePullPolicy securityContext stdin stdinOnce tty',
  toleration: 'key operator value effect tolerationSeconds',
  podSpec:
    'volumes:volume initContainers:container containers:container ephemeralContainers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName serviceAccount automountServiceAccountToken nodeName hostNetwork hostPID hostIPC shareProcessNamespace securityContext imagePullSecrets hostname subdomain affinity schedulerName tolerations:toleration hostAliases priorityClassName priority dnsConfig readinessGates runtimeClassName enableServiceLinks preemptionPolicy overhead topologySpreadConstraints setHostnameAsFQDN os hostUsers schedulingGates resourceClaims resources:resources hostnameOverride schedulingGroup evictionResponders',
  podTemplate: 'metadata:metadata spec:podSpec',
  claim: 'kind apiVersion metadata:metadata spec:claimSpec status',
  rollingUpdate: 'partition maxUnavailable',
  updateStrategy: 'type rollingUpdate:rollingUpdate',
  retention: 'whenDeleted whenScaled',
  setSpec:
    'replicas selector:selector template:podTemplate volumeClaimTemplates:claim serviceName podManagementPolicy updateStrategy:updateStrategy revisionHistoryLimit minReadySeconds persistentVolumeClaimRetentionPolicy:retention ordinals',
  StatefulSet: 'kind apiVersion metadata:metadata spec:setSpec status',
  replicaSetSpec: 'replicas minReadySeconds selector:selector template:podTemplate',
  ReplicaSet: 'kind apiVersion metadata:metadata spec:replicaSetSpec status',
  surge: 'maxUnavailable maxSurge',
  strategy: 'type rollingUpdate:surge',
  deploymentSpec:
    'replicas selector:selector template:podTemplate strategy:strategy minReadySeconds revisionHistoryLimit paused progressDeadlineSeconds',
  Deployment: 'kind apiVersion metadata:metadata spec:deploymentSpec status',
  Pod: 'kind apiVersion metadata:metadata spec:podSpec status',
  servicePort: 'name protocol appProtocol port targetPort nodePort',
  serviceSpec:
    'ports:servicePort selector clusterIP clusterIPs type externalIPs sessionAffinity loadBalancerIP loadBalancerSourceRanges externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig ipFamilies ipFamilyPolicy allocateLoadBalancerNodePorts loadBalancerClass internalTrafficPolicy trafficDistribution',
  Service: 'kind apiVersion metadata:metadata spec:serviceSpec status',
  volumeSpec:
    'capacity gcePersistentDisk:gceDisk awsElasticBlockStore hostPath:hostPath glusterfs nfs rbd iscsi cinder cephfs fc flocker flexVolume azureFile vsphereVolume quobyte azureDisk photonPersistentDisk portworxVolume scaleIO local storageos csi accessModes claimRef persistentVolumeReclaimPolicy storageClassName mountOptions volumeMode nodeAffinity volumeAttributesClassName',
  PersistentVolume: 'kind apiVersion metadata:metadata spec:volumeSpec status',
  ConfigMap: 'kind apiVersion metadata:metadata immutable data binaryData',
  StorageClass:
    'kind apiVersion metadata:metadata provisioner parameters reclaimPolicy mountOptions allowVolumeExpansion volumeBindingMode allowedTopologies',
  Namespace: 'kind apiVersion metadata:metadata spec status',
} as const satisfies Readonly<Record<string, string>>

export type ShapeName = keyof typeof shapes

/** The fields of a shape, with the shapes below them. */
export type Shape = ReadonlyMap<string, ShapeName | undefined>

const parsed = new Map<ShapeName, Shape>()

/** The fields of a shape. */
export function shapeOf(name: ShapeName): Shape {
  const known = parsed.get(name)
  if (known) return known
  const shape: Shape = new Map(
    shapes[name].split(' ').map(entry => {
      const [field, below] = entry.split(':') as [string, ShapeName | undefined]
      return [field, below]
    }),
  )
  parsed.set(name, shape)
  return shape
}

/** The shape of a kind's objects; undefined for kinds that only the server knows. */
export function shapeOfKind(kind: string): ShapeName | undefined {
  if (kind === 'PersistentVolumeClaim') return 'claim'
  return /^[A-Z]/.test(kind) && Object.hasOwn(shapes, kind) ? (kind as ShapeName) : undefined
}

/** Every shape's name. */
export const shapeNames = Object.keys(shapes) as readonly ShapeName[]
