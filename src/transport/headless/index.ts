export { HeadlessCluster, type HeadlessWorld, type Notary } from './cluster'
export { kubeconfig } from './kubeconfig'
export { createAll } from './manifests'
export { type RunningServer, type ServerOptions, serveCluster } from './server'
