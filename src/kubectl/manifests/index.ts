export { type Manifest, type ManifestOptions, manifestsOf } from './manifests'
export { documentsIn, parseDocument } from './yaml-text'
