import type { Descriptions } from './types'

/** What the fields of claims, volumes and classes are for. */
export const storage: Descriptions = {
  PersistentVolumeClaim: 'Asks for a volume, and holds it: pods mount the claim, wherever they run.',
  'PersistentVolumeClaim.spec': 'What is asked for.',
  'PersistentVolumeClaim.status': 'What it got.',
  'PersistentVolumeClaimSpec.accessModes':
    'How many machines may mount it: ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod.',
  'PersistentVolumeClaimSpec.resources': 'How much room is asked for.',
  'PersistentVolumeClaimSpec.storageClassName':
    'The class that makes the volume. Left out: the default class; the empty text: no class, only volumes that are there.',
  'PersistentVolumeClaimSpec.volumeName': 'The volume it is bound to.',
  'PersistentVolumeClaimSpec.volumeMode': 'Filesystem (the default) or Block.',
  'PersistentVolumeClaimSpec.selector': 'Labels that the volume must have.',
  'PersistentVolumeClaimStatus.phase': 'Pending until there is a volume, then Bound; Lost when the volume is gone.',
  'PersistentVolumeClaimStatus.capacity': 'How much room there really is.',
  PersistentVolume: 'A piece of storage. It stays when the pods go, and mostly when the claim goes, too.',
  'PersistentVolumeSpec.capacity': 'How much room it has.',
  'PersistentVolumeSpec.accessModes': 'How many machines may mount it.',
  'PersistentVolumeSpec.claimRef': 'The claim it is bound to.',
  'PersistentVolumeSpec.persistentVolumeReclaimPolicy':
    'What becomes of it when its claim goes: Retain keeps it as Released, Delete removes it with the disk, Recycle empties it.',
  'PersistentVolumeSpec.storageClassName': 'The class it belongs to.',
  'PersistentVolumeSpec.nodeAffinity': 'The machines from which it can be reached.',
  'PersistentVolumeSpec.hostPath': 'A folder of the machine that the pod is on. For trials with one machine.',
  'PersistentVolumeSpec.local': 'A disk in one machine.',
  'PersistentVolumeStatus.phase': 'Available, Bound, Released, Failed or Pending.',
  StorageClass: 'Says how volumes are made for claims that name it.',
  'StorageClass.provisioner': 'Who makes them.',
  'StorageClass.reclaimPolicy': 'The reclaim policy of what it makes; Delete where it is left out.',
  'StorageClass.volumeBindingMode':
    'Immediate makes the volume at once; WaitForFirstConsumer waits for the pod, so that the disk is where the pod can run.',
  'StorageClass.allowVolumeExpansion': 'Whether its claims may grow.',
  VolumeAttachment: 'Says that a volume is, or should be, attached to a machine.',
  Volume: 'Something that containers of a pod can mount.',
  'Volume.name': 'Its name in the pod.',
  'Volume.persistentVolumeClaim': 'A claim of the same namespace.',
  'Volume.emptyDir': 'An empty folder that lives as long as the pod.',
  'Volume.configMap': 'The values of a ConfigMap as files.',
  'Volume.secret': 'The values of a Secret as files.',
  'Volume.hostPath': 'A folder of the machine.',
  'PersistentVolumeClaimVolumeSource.claimName': 'The name of the claim.',
  'PersistentVolumeClaimVolumeSource.readOnly': 'Whether it may only be read.',
}
