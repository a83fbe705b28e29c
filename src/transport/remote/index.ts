export { type ClusterAddress, readClusterAddress } from './address'
export { type Connection, connectRemote, type RemoteClient } from './remote-client'
