import attached from './files/attached.yaml?raw'
import brokenService from './files/broken-service.yaml?raw'
import brokenSet from './files/broken-set.yaml?raw'
import brokenVolumes from './files/broken-volumes.yaml?raw'
import deployment from './files/deployment.yaml?raw'
import dynamic from './files/dynamic.yaml?raw'
import kubia from './files/kubia.yaml?raw'
import publicService from './files/public-service.yaml?raw'
import volumes from './files/volumes.yaml?raw'

/** A manifest to open in the editor. */
export interface Example {
  readonly fileName: string
  readonly title: string
  /** What there is to see. */
  readonly about: string
  readonly text: string
}

/** Manifests that work, in the order in which they are applied. */
export const workingExamples: readonly Example[] = [
  {
    fileName: 'persistent-volumes.yaml',
    title: 'Three volumes',
    about: 'A List of three PersistentVolumes, each on a disk of its own.',
    text: volumes,
  },
  {
    fileName: 'kubia-statefulset.yaml',
    title: 'Service and StatefulSet kubia',
    about: 'The headless Service and the set of two pets. Apply the volumes first.',
    text: kubia,
  },
  {
    fileName: 'kubia-service-public.yaml',
    title: 'A public Service',
    about: 'One address in front of all pets.',
    text: publicService,
  },
  {
    fileName: 'web.yaml',
    title: 'Disks made on demand',
    about: 'Three pods; the storage class “standard” makes the volumes.',
    text: dynamic,
  },
  {
    fileName: 'db.yaml',
    title: 'Disks that hang on one machine',
    about: 'Three pods; the class “network-disk” makes disks that have to be attached.',
    text: attached,
  },
  {
    fileName: 'pets-deployment.yaml',
    title: 'A Deployment, to compare',
    about: 'Three pods with any names: what a StatefulSet is not.',
    text: deployment,
  },
]

/** Manifests as they are often written: the editor says what is wrong. */
export const brokenExamples: readonly Example[] = [
  {
    fileName: 'broken-service.yaml',
    title: 'Tabs',
    about: 'A Service indented with tabs.',
    text: brokenService,
  },
  {
    fileName: 'broken-statefulset.yaml',
    title: 'Tabs, wrong levels, an old version',
    about: 'A StatefulSet as it stands in many notes.',
    text: brokenSet,
  },
  {
    fileName: 'broken-volumes.yaml',
    title: 'An unfinished List',
    about: 'The second volume has no spec.',
    text: brokenVolumes,
  },
]
