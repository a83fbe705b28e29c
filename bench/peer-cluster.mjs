// Runs inside a child process, bundled by peer.ts: a Deployment in webernetes, from apply until its status counts every replica as ready.
import { BaseImage, Cluster } from '@ngrok/webernetes'

class Server extends BaseImage {
  static imageName = 'server'
  static imageVersion = '1.0'
  defaultCommand = ['server']

  async exec(ctx, argv) {
    return argv[0] === 'server' ? ctx.waitUntilKilled() : super.exec(ctx, argv)
  }
}

const replicas = Number(process.argv[2])
const cluster = new Cluster()
cluster.registerImage(Server)
await cluster.init()

const allReady = new Promise(resolve => {
  cluster.informer('deployments', (_, { status }) => status?.readyReplicas === replicas && resolve(undefined))
})
const labels = { app: 'web' }
const from = performance.now()
await cluster.apply([
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'server:1.0' }] } },
    },
  },
])
await allReady
process.stdout.write(`${performance.now() - from}\n`, () => process.exit(0))
