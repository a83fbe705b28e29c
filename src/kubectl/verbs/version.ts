import { isRecord } from '../../base'
import type { Command } from '../command'
import { CommandError } from '../errors'
import { yamlOf } from '../output'
import { print, type Run } from '../process'
import { send } from '../resources'

/** What this kubectl says it is: the release whose behaviour it has. */
const clientVersion = {
  major: '1',
  minor: '37',
  gitVersion: 'v1.37.1',
  gitCommit: '0000000000000000000000000000000000000000',
  gitTreeState: 'clean',
  buildDate: '2026-01-01T00:00:00Z',
  goVersion: 'go1.26.8',
  compiler: 'gc',
  platform: 'linux/amd64',
} as const
const kustomizeVersion = 'v5.8.1'

/** `kubectl version` (pkg/cmd/version). */
export const version: Command = {
  name: 'version',
  usage: '[flags] [options]',
  short: 'Print the client and server version information',
  flags: `
    --client bool
    -o --output string
  `,
  *run({ args, flags }) {
    if (args.length > 0 && !flags.bool('client')) throw new CommandError(`extra arguments: [${args.join(' ')}]`)
    const format = flags.text('output')
    if (!['', 'yaml', 'json'].includes(format)) throw new CommandError("--output must be 'yaml' or 'json'")
    const serverVersion = flags.bool('client') ? undefined : yield* serverVersionOf()
    if (format !== '') {
      const all = { clientVersion, kustomizeVersion, ...(serverVersion && { serverVersion }) }
      return yield* print(format === 'yaml' ? yamlOf(all) : `${JSON.stringify(all, undefined, 2)}\n`)
    }
    yield* print(`Client Version: ${clientVersion.gitVersion}\nKustomize Version: ${kustomizeVersion}\n`)
    if (serverVersion) yield* print(`Server Version: ${serverVersion.gitVersion}\n`)
  },
}

function* serverVersionOf(): Run<Readonly<Record<string, unknown>>> {
  const { body } = yield* send({ method: 'GET', path: '/version' })
  return isRecord(body) ? body : {}
}
