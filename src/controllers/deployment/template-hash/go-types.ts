/**
 * The fields of Kubernetes' v1 structs below a PodTemplateSpec, in the order Go declares them (facts of `k8s.io/api/core/v1`, v1.37.1, read by
 * reflection). A field is `GoName type`, or `GoName=jsonName type` where the JSON name is not the Go name with a small first letter, or
 * `GoName=. type` for an embedded struct, whose fields are the object's own in JSON.
 * Types: `s` string, `i32`, `i64`, `b` boolean, `{}` a map of strings, the name of a struct here, or a string type's name; `*` is a pointer,
 * `[]` a list.
 */
export const goTypes: Readonly<Record<string, string>> = {
  AWSElasticBlockStoreVolumeSource: 'VolumeID s, FSType=fsType s, Partition i32, ReadOnly b',
  Affinity: 'NodeAffinity *NodeAffinity, PodAffinity *PodAffinity, PodAntiAffinity *PodAntiAffinity',
  AppArmorProfile: 'Type AppArmorProfileType, LocalhostProfile *s',
  AzureDiskVolumeSource: `
    DiskName s, DataDiskURI=diskURI s, CachingMode *AzureDataDiskCachingMode, FSType=fsType *s, ReadOnly *b, Kind
    *AzureDataDiskKind`,
  AzureFileVolumeSource: 'SecretName s, ShareName s, ReadOnly b',
  CSIVolumeSource: `
    Driver s, ReadOnly *b, FSType=fsType *s, VolumeAttributes {}, NodePublishSecretRef *LocalObjectReference`,
  Capabilities: 'Add []Capability, Drop []Capability',
  CephFSVolumeSource: 'Monitors []s, Path s, User s, SecretFile s, SecretRef *LocalObjectReference, ReadOnly b',
  CinderVolumeSource: 'VolumeID s, FSType=fsType s, ReadOnly b, SecretRef *LocalObjectReference',
  ClusterTrustBundleProjection: 'Name *s, SignerName *s, LabelSelector *LabelSelector, Optional *b, Path s, User *i64',
  ConfigMapEnvSource: 'LocalObjectReference=. LocalObjectReference, Optional *b',
  ConfigMapKeySelector: 'LocalObjectReference=. LocalObjectReference, Key s, Optional *b',
  ConfigMapProjection: 'LocalObjectReference=. LocalObjectReference, Items []KeyToPath, Optional *b',
  ConfigMapVolumeSource: `
    LocalObjectReference=. LocalObjectReference, Items []KeyToPath, DefaultMode *i32, Optional *b, DefaultUser *i64`,
  Container: `
    Name s, Image s, Command []s, Args []s, WorkingDir s, Ports []ContainerPort, EnvFrom []EnvFromSource, Env
    []EnvVar, Resources ResourceRequirements, ResizePolicy []ContainerResizePolicy, RestartPolicy
    *ContainerRestartPolicy, RestartPolicyRules []ContainerRestartRule, VolumeMounts []VolumeMount, VolumeDevices
    []VolumeDevice, LivenessProbe *Probe, ReadinessProbe *Probe, StartupProbe *Probe, Lifecycle *Lifecycle,
    TerminationMessagePath s, TerminationMessagePolicy TerminationMessagePolicy, ImagePullPolicy PullPolicy,
    SecurityContext *SecurityContext, Stdin b, StdinOnce b, TTY=tty b`,
  ContainerPort: 'Name s, HostPort i32, ContainerPort i32, Protocol Protocol, HostIP s',
  ContainerResizePolicy: 'ResourceName ResourceName, RestartPolicy ResourceResizeRestartPolicy',
  ContainerRestartRule: 'Action ContainerRestartRuleAction, ExitCodes *ContainerRestartRuleOnExitCodes',
  ContainerRestartRuleOnExitCodes: 'Operator ContainerRestartRuleOnExitCodesOperator, Values []i32',
  DownwardAPIProjection: 'Items []DownwardAPIVolumeFile',
  DownwardAPIVolumeFile: `
    Path s, FieldRef *ObjectFieldSelector, ResourceFieldRef *ResourceFieldSelector, Mode *i32, User *i64`,
  DownwardAPIVolumeSource: 'Items []DownwardAPIVolumeFile, DefaultMode *i32, DefaultUser *i64',
  EmptyDirVolumeSource: 'Medium StorageMedium, SizeLimit *Quantity, Mode *i32',
  EnvFromSource: 'Prefix s, ConfigMapRef *ConfigMapEnvSource, SecretRef *SecretEnvSource',
  EnvVar: 'Name s, Value s, ValueFrom *EnvVarSource',
  EnvVarSource: `
    FieldRef *ObjectFieldSelector, ResourceFieldRef *ResourceFieldSelector, ConfigMapKeyRef *ConfigMapKeySelector,
    SecretKeyRef *SecretKeySelector, FileKeyRef *FileKeySelector`,
  EphemeralContainer: 'EphemeralContainerCommon=. EphemeralContainerCommon, TargetContainerName s',
  EphemeralContainerCommon: `
    Name s, Image s, Command []s, Args []s, WorkingDir s, Ports []ContainerPort, EnvFrom []EnvFromSource, Env
    []EnvVar, Resources ResourceRequirements, ResizePolicy []ContainerResizePolicy, RestartPolicy
    *ContainerRestartPolicy, RestartPolicyRules []ContainerRestartRule, VolumeMounts []VolumeMount, VolumeDevices
    []VolumeDevice, LivenessProbe *Probe, ReadinessProbe *Probe, StartupProbe *Probe, Lifecycle *Lifecycle,
    TerminationMessagePath s, TerminationMessagePolicy TerminationMessagePolicy, ImagePullPolicy PullPolicy,
    SecurityContext *SecurityContext, Stdin b, StdinOnce b, TTY=tty b`,
  EphemeralVolumeSource: 'VolumeClaimTemplate *PersistentVolumeClaimTemplate',
  EvictionResponder: 'Name s, Priority *i32',
  ExecAction: 'Command []s',
  FCVolumeSource: 'TargetWWNs []s, Lun *i32, FSType=fsType s, ReadOnly b, WWIDs=wwids []s',
  FileKeySelector: 'VolumeName s, Path s, Key s, Optional *b',
  FlexVolumeSource: 'Driver s, FSType=fsType s, SecretRef *LocalObjectReference, ReadOnly b, Options {}',
  FlockerVolumeSource: 'DatasetName s, DatasetUUID s',
  GCEPersistentDiskVolumeSource: 'PDName=pdName s, FSType=fsType s, Partition i32, ReadOnly b',
  GRPCAction: 'Port i32, Service *s, Mode *GRPCProbeMode',
  GitRepoVolumeSource: 'Repository s, Revision s, Directory s',
  GlusterfsVolumeSource: 'EndpointsName=endpoints s, Path s, ReadOnly b',
  HTTPGetAction: `
    Path s, Port IntOrString, Host s, Scheme URIScheme, HTTPHeaders=httpHeaders []HTTPHeader, Protocol *HTTPProtocol`,
  HTTPHeader: 'Name s, Value s',
  HostAlias: 'IP=ip s, Hostnames []s',
  HostPathVolumeSource: 'Path s, Type *HostPathType',
  ISCSIVolumeSource: `
    TargetPortal s, IQN=iqn s, Lun i32, ISCSIInterface=iscsiInterface s, FSType=fsType s, ReadOnly b, Portals []s,
    DiscoveryCHAPAuth=chapAuthDiscovery b, SessionCHAPAuth=chapAuthSession b, SecretRef *LocalObjectReference,
    InitiatorName *s`,
  ImageVolumeSource: 'Reference s, PullPolicy PullPolicy',
  KeyToPath: 'Key s, Path s, Mode *i32, User *i64',
  LabelSelector: 'MatchLabels {}, MatchExpressions []LabelSelectorRequirement',
  LabelSelectorRequirement: 'Key s, Operator LabelSelectorOperator, Values []s',
  Lifecycle: 'PostStart *LifecycleHandler, PreStop *LifecycleHandler, StopSignal *Signal',
  LifecycleHandler: `
    Exec *ExecAction, HTTPGet=httpGet *HTTPGetAction, TCPSocket=tcpSocket *TCPSocketAction, Sleep *SleepAction`,
  LocalObjectReference: 'Name s',
  NFSVolumeSource: 'Server s, Path s, ReadOnly b',
  NodeAffinity: `
    RequiredDuringSchedulingIgnoredDuringExecution *NodeSelector, PreferredDuringSchedulingIgnoredDuringExecution
    []PreferredSchedulingTerm`,
  NodeSelector: 'NodeSelectorTerms []NodeSelectorTerm',
  NodeSelectorRequirement: 'Key s, Operator NodeSelectorOperator, Values []s',
  NodeSelectorTerm: 'MatchExpressions []NodeSelectorRequirement, MatchFields []NodeSelectorRequirement',
  ObjectFieldSelector: 'APIVersion=apiVersion s, FieldPath s',
  ObjectMeta: `
    Name s, GenerateName s, Namespace s, SelfLink s, UID=uid types.UID, ResourceVersion s, Generation i64,
    CreationTimestamp Time, DeletionTimestamp *Time, DeletionGracePeriodSeconds *i64, Labels {}, Annotations {},
    OwnerReferences []OwnerReference, Finalizers []s, ManagedFields []ManagedFieldsEntry`,
  OwnerReference: 'APIVersion=apiVersion s, Kind s, Name s, UID=uid types.UID, Controller *b, BlockOwnerDeletion *b',
  PersistentVolumeClaimSpec: `
    AccessModes []PersistentVolumeAccessMode, Selector *LabelSelector, Resources VolumeResourceRequirements,
    VolumeName s, StorageClassName *s, VolumeMode *PersistentVolumeMode, DataSource *TypedLocalObjectReference,
    DataSourceRef *TypedObjectReference, VolumeAttributesClassName *s`,
  PersistentVolumeClaimTemplate: 'ObjectMeta=metadata ObjectMeta, Spec PersistentVolumeClaimSpec',
  PersistentVolumeClaimVolumeSource: 'ClaimName s, ReadOnly b',
  PhotonPersistentDiskVolumeSource: 'PdID s, FSType=fsType s',
  PodAffinity: `
    RequiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm,
    PreferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm`,
  PodAffinityTerm: `
    LabelSelector *LabelSelector, Namespaces []s, TopologyKey s, NamespaceSelector *LabelSelector, MatchLabelKeys
    []s, MismatchLabelKeys []s`,
  PodAntiAffinity: `
    RequiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm,
    PreferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm`,
  PodCertificateProjection: `
    SignerName s, KeyType s, MaxExpirationSeconds *i32, CredentialBundlePath s, KeyPath s, CertificateChainPath s,
    UserAnnotations {}, User *i64`,
  PodDNSConfig: 'Nameservers []s, Searches []s, Options []PodDNSConfigOption',
  PodDNSConfigOption: 'Name s, Value *s',
  PodOS: 'Name OSName',
  PodReadinessGate: 'ConditionType PodConditionType',
  PodResourceClaim: 'Name s, ResourceClaimName *s, ResourceClaimTemplateName *s',
  PodSchedulingGate: 'Name s',
  PodSchedulingGroup: 'PodGroupName *s',
  PodSecurityContext: `
    SELinuxOptions=seLinuxOptions *SELinuxOptions, WindowsOptions *WindowsSecurityContextOptions, RunAsUser *i64,
    RunAsGroup *i64, RunAsNonRoot *b, SupplementalGroups []i64, SupplementalGroupsPolicy *SupplementalGroupsPolicy,
    FSGroup=fsGroup *i64, Sysctls []Sysctl, FSGroupChangePolicy=fsGroupChangePolicy *PodFSGroupChangePolicy,
    SeccompProfile *SeccompProfile, AppArmorProfile *AppArmorProfile, SELinuxChangePolicy=seLinuxChangePolicy
    *PodSELinuxChangePolicy`,
  PodSpec: `
    Volumes []Volume, InitContainers []Container, Containers []Container, EphemeralContainers []EphemeralContainer,
    RestartPolicy RestartPolicy, TerminationGracePeriodSeconds *i64, ActiveDeadlineSeconds *i64, DNSPolicy=dnsPolicy
    DNSPolicy, NodeSelector {}, ServiceAccountName s, DeprecatedServiceAccount=serviceAccount s,
    AutomountServiceAccountToken *b, NodeName s, HostNetwork b, HostPID b, HostIPC b, ShareProcessNamespace *b,
    SecurityContext *PodSecurityContext, ImagePullSecrets []LocalObjectReference, Hostname s, Subdomain s, Affinity
    *Affinity, SchedulerName s, Tolerations []Toleration, HostAliases []HostAlias, PriorityClassName s, Priority
    *i32, DNSConfig=dnsConfig *PodDNSConfig, ReadinessGates []PodReadinessGate, RuntimeClassName *s,
    EnableServiceLinks *b, PreemptionPolicy *PreemptionPolicy, Overhead ResourceList, TopologySpreadConstraints
    []TopologySpreadConstraint, SetHostnameAsFQDN *b, OS=os *PodOS, HostUsers *b, SchedulingGates
    []PodSchedulingGate, ResourceClaims []PodResourceClaim, Resources *ResourceRequirements, HostnameOverride *s,
    SchedulingGroup *PodSchedulingGroup, EvictionResponders []EvictionResponder`,
  PodTemplateSpec: 'ObjectMeta=metadata ObjectMeta, Spec PodSpec',
  PortworxVolumeSource: 'VolumeID s, FSType=fsType s, ReadOnly b',
  PreferredSchedulingTerm: 'Weight i32, Preference NodeSelectorTerm',
  Probe: `
    ProbeHandler=. ProbeHandler, InitialDelaySeconds i32, TimeoutSeconds i32, PeriodSeconds i32, SuccessThreshold
    i32, FailureThreshold i32, TerminationGracePeriodSeconds *i64`,
  ProbeHandler: `
    Exec *ExecAction, HTTPGet=httpGet *HTTPGetAction, TCPSocket=tcpSocket *TCPSocketAction, GRPC=grpc *GRPCAction`,
  ProjectedVolumeSource: 'Sources []VolumeProjection, DefaultMode *i32, DefaultUser *i64',
  QuobyteVolumeSource: 'Registry s, Volume s, ReadOnly b, User s, Group s, Tenant s',
  RBDVolumeSource: `
    CephMonitors=monitors []s, RBDImage=image s, FSType=fsType s, RBDPool=pool s, RadosUser=user s, Keyring s,
    SecretRef *LocalObjectReference, ReadOnly b`,
  ResourceClaim: 'Name s, Request s',
  ResourceFieldSelector: 'ContainerName s, Resource s, Divisor Quantity',
  ResourceRequirements: 'Limits ResourceList, Requests ResourceList, Claims []ResourceClaim',
  SELinuxOptions: 'User s, Role s, Type s, Level s',
  ScaleIOVolumeSource: `
    Gateway s, System s, SecretRef *LocalObjectReference, SSLEnabled=sslEnabled b, ProtectionDomain s, StoragePool
    s, StorageMode s, VolumeName s, FSType=fsType s, ReadOnly b`,
  SeccompProfile: 'Type SeccompProfileType, LocalhostProfile *s',
  SecretEnvSource: 'LocalObjectReference=. LocalObjectReference, Optional *b',
  SecretKeySelector: 'LocalObjectReference=. LocalObjectReference, Key s, Optional *b',
  SecretProjection: 'LocalObjectReference=. LocalObjectReference, Items []KeyToPath, Optional *b',
  SecretVolumeSource: 'SecretName s, Items []KeyToPath, DefaultMode *i32, Optional *b, DefaultUser *i64',
  SecurityContext: `
    Capabilities *Capabilities, Privileged *b, SELinuxOptions=seLinuxOptions *SELinuxOptions, WindowsOptions
    *WindowsSecurityContextOptions, RunAsUser *i64, RunAsGroup *i64, RunAsNonRoot *b, ReadOnlyRootFilesystem *b,
    AllowPrivilegeEscalation *b, ProcMount *ProcMountType, SeccompProfile *SeccompProfile, AppArmorProfile
    *AppArmorProfile`,
  ServiceAccountTokenProjection: 'Audience s, ExpirationSeconds *i64, Path s, User *i64',
  SleepAction: 'Seconds i64',
  StorageOSVolumeSource: `
    VolumeName s, VolumeNamespace s, FSType=fsType s, ReadOnly b, SecretRef *LocalObjectReference`,
  Sysctl: 'Name s, Value s',
  TCPSocketAction: 'Port IntOrString, Host s',
  Toleration: 'Key s, Operator TolerationOperator, Value s, Effect TaintEffect, TolerationSeconds *i64',
  TopologySpreadConstraint: `
    MaxSkew i32, TopologyKey s, WhenUnsatisfiable UnsatisfiableConstraintAction, LabelSelector *LabelSelector,
    MinDomains *i32, NodeAffinityPolicy *NodeInclusionPolicy, NodeTaintsPolicy *NodeInclusionPolicy, MatchLabelKeys
    []s`,
  TypedLocalObjectReference: 'APIGroup=apiGroup *s, Kind s, Name s',
  TypedObjectReference: 'APIGroup=apiGroup *s, Kind s, Name s, Namespace *s',
  Volume: 'Name s, VolumeSource=. VolumeSource',
  VolumeDevice: 'Name s, DevicePath s',
  VolumeMount: `
    Name s, ReadOnly b, RecursiveReadOnly *RecursiveReadOnlyMode, MountPath s, SubPath s, MountPropagation
    *MountPropagationMode, SubPathExpr s, BindMountOptions []s`,
  VolumeProjection: `
    Secret *SecretProjection, DownwardAPI *DownwardAPIProjection, ConfigMap *ConfigMapProjection,
    ServiceAccountToken *ServiceAccountTokenProjection, ClusterTrustBundle *ClusterTrustBundleProjection,
    PodCertificate *PodCertificateProjection`,
  VolumeResourceRequirements: 'Limits ResourceList, Requests ResourceList',
  VolumeSource: `
    HostPath *HostPathVolumeSource, EmptyDir *EmptyDirVolumeSource, GCEPersistentDisk=gcePersistentDisk
    *GCEPersistentDiskVolumeSource, AWSElasticBlockStore=awsElasticBlockStore *AWSElasticBlockStoreVolumeSource,
    GitRepo *GitRepoVolumeSource, Secret *SecretVolumeSource, NFS=nfs *NFSVolumeSource, ISCSI=iscsi
    *ISCSIVolumeSource, Glusterfs *GlusterfsVolumeSource, PersistentVolumeClaim *PersistentVolumeClaimVolumeSource,
    RBD=rbd *RBDVolumeSource, FlexVolume *FlexVolumeSource, Cinder *CinderVolumeSource, CephFS=cephfs
    *CephFSVolumeSource, Flocker *FlockerVolumeSource, DownwardAPI *DownwardAPIVolumeSource, FC=fc *FCVolumeSource,
    AzureFile *AzureFileVolumeSource, ConfigMap *ConfigMapVolumeSource, VsphereVolume
    *VsphereVirtualDiskVolumeSource, Quobyte *QuobyteVolumeSource, AzureDisk *AzureDiskVolumeSource,
    PhotonPersistentDisk *PhotonPersistentDiskVolumeSource, Projected *ProjectedVolumeSource, PortworxVolume
    *PortworxVolumeSource, ScaleIO *ScaleIOVolumeSource, StorageOS=storageos *StorageOSVolumeSource, CSI=csi
    *CSIVolumeSource, Ephemeral *EphemeralVolumeSource, Image *ImageVolumeSource`,
  VsphereVirtualDiskVolumeSource: 'VolumePath s, FSType=fsType s, StoragePolicyName s, StoragePolicyID s',
  WeightedPodAffinityTerm: 'Weight i32, PodAffinityTerm PodAffinityTerm',
  WindowsSecurityContextOptions: `
    GMSACredentialSpecName=gmsaCredentialSpecName *s, GMSACredentialSpec=gmsaCredentialSpec *s, RunAsUserName *s,
    HostProcess *b`,
}
