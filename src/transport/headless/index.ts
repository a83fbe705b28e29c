export { HeadlessCluster, type HeadlessWorld, type Notary } from './cluster'
export { kubeconfig } from './kubeconfig'
export { type RunningServer, type ServerOptions, serveCluster } from './server'
