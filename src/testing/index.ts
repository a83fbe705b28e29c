export { AttachCluster } from './attach-cluster'
export { type CaseResult, caseFiles, runCase } from './conformance/run'
export { PlayedCluster, type PlayedNode } from './played-cluster'
export {
  healthyWorld,
  SampleWorld,
  sampleMachines,
  sampleNode,
  samplePod,
  sampleSandbox,
  sampleSet,
  sampleStorage,
  sampleTime,
} from './sample-world'
export { type ClaimSpec, StorageCluster, type VolumeSpec } from './storage-cluster'
