// `npm run serve -- [options] [manifest …]`: installs what is missing, then serves a cluster without a browser. In this very process, so that its
// id is the server's and signals reach it.
import { installPackages } from './install.mjs'

installPackages()
const { register } = await import('tsx/esm/api')
register()
await import('../src/transport/headless/main.ts')
