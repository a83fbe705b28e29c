export { type CaseResult, caseFiles, runCase } from './conformance/run'
export { PlayedCluster, type PlayedNode } from './played-cluster'
export { type ClaimSpec, StorageCluster, type VolumeSpec } from './storage-cluster'
