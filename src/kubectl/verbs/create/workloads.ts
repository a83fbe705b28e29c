import { CommandError } from '../../errors'
import type { Generator } from './generating'

/** `kubectl create deployment` (pkg/cmd/create/create_deployment.go). */
export const deployment: Generator = {
  name: 'deployment',
  aliases: ['deploy'],
  usage: 'NAME --image=image -- [COMMAND] [args...]',
  short: 'Create a deployment with the specified name',
  flags: `
    --image stringSlice !
    --port int32 =-1
    -r --replicas int32 =1
  `,
  failure: 'deployment',
  make({ flags, args }, name) {
    const [, ...command] = args
    const images = flags.list('image')
    if (images.length > 1 && command.length > 0)
      throw new CommandError('cannot specify multiple --image options and command')
    const port = flags.number('port')
    const containers = images.map((image, index) => ({
      ...(command.length > 0 && { command }),
      image,
      name: containerNameOf(image),
      ...(index === 0 && port >= 0 && { ports: [{ containerPort: port }] }),
      resources: {},
    }))
    const labels = { app: name }
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { labels, name },
      spec: {
        replicas: flags.number('replicas'),
        selector: { matchLabels: labels },
        strategy: {},
        template: { metadata: { labels }, spec: { containers } },
      },
      status: {},
    }
  },
}

/** The last word of an image's path, without tag and digest. */
function containerNameOf(image: string): string {
  const name = image.slice(image.lastIndexOf('/') + 1).replace(/[:@].*$/s, '')
  return name.replace(/[_.]/g, '-')
}

/** `kubectl create job` (pkg/cmd/create/create_job.go). */
export const job: Generator = {
  name: 'job',
  usage: 'NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]',
  short: 'Create a job with the specified name',
  flags: `
    --from string
    --image string
  `,
  failure: 'job',
  make({ flags, args }, name) {
    const [, ...command] = args
    const image = flags.text('image')
    const from = flags.text('from')
    if ((image === '') === (from === '')) throw new CommandError('either --image or --from must be specified')
    if (from !== '' && command.length > 0) throw new CommandError('cannot specify --from and command')
    if (from !== '') throw new CommandError('from must be an existing cronjob')
    const container = { ...(command.length > 0 && { command }), image, name, resources: {} }
    return {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name },
      spec: { template: { metadata: {}, spec: { containers: [container], restartPolicy: 'Never' } } },
      status: {},
    }
  },
}
