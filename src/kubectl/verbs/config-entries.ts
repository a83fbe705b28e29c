import { base64OfText } from '../../base'
import type { Call, Command } from '../command'
import { CommandError } from '../errors'
import type { FlagValues } from '../flags'
import { type Fields, kubeconfigPath, readKubeconfig, writeKubeconfig } from '../kubeconfig'
import { print, type Run, readFile } from '../process'
import { unexpected, withEntry } from './config-fields'

/** The flags of a line that stand for fields of the same name: those that are given, empty ones being taken away. */
function given(flags: FlagValues, names: readonly string[]): Record<string, unknown> {
  const set = names.filter(name => flags.isSet(name))
  return Object.fromEntries(set.map(name => [name, flags.text(name) || undefined]))
}

/** A certificate or key: its path, or with `--embed-certs` what the file holds. Throws CommandError. */
function* fileFields({ flags }: Call, name: string): Run<Fields> {
  const path = flags.text(name)
  if (!flags.isSet(name)) return {}
  if (!flags.bool('embed-certs')) return { [name]: path || undefined, ...(path && { [`${name}-data`]: undefined }) }
  const text = yield* readFile(path)
  if (text === undefined)
    throw new CommandError(`could not stat ${name} file ${path}: stat ${path}: no such file or directory`)
  return { [name]: undefined, [`${name}-data`]: base64OfText(text) }
}

/** `kubectl config set-cluster` (pkg/cmd/config/set_cluster.go). */
export const setCluster: Command = {
  name: 'set-cluster',
  usage:
    'NAME [--server=server] [--certificate-authority=path/to/certificate/authority] [--insecure-skip-tls-verify=true] [--tls-server-name=example.com] [options]',
  short: 'Set a cluster entry in kubeconfig',
  flags: '--embed-certs bool',
  *run(call) {
    const { args, flags } = call
    const [name = ''] = args
    if (args.length !== 1) return yield* unexpected(call)
    if (name === '') throw new CommandError('you must specify a non-empty cluster name')
    const isInsecure = flags.bool('insecure-skip-tls-verify')
    const authority = 'certificate-authority'
    if (isInsecure && flags.text(authority) !== '')
      throw new CommandError('you cannot specify a certificate authority and insecure mode at the same time')
    if (flags.bool('embed-certs') && flags.text(authority) === '')
      throw new CommandError(`you must specify a --${authority} to embed`)
    const files = yield* fileFields(call, authority)
    const path = kubeconfigPath(flags)
    const changes = {
      ...(flags.isSet('server') && { 'tls-server-name': undefined }),
      ...given(flags, ['server', 'tls-server-name', 'proxy-url']),
      ...(flags.isSet('insecure-skip-tls-verify') && { 'insecure-skip-tls-verify': isInsecure || undefined }),
      ...(isInsecure && { [authority]: undefined, [`${authority}-data`]: undefined }),
      ...files,
      ...(flags.text(authority) !== '' && { 'insecure-skip-tls-verify': undefined }),
    }
    yield* writeKubeconfig(path, withEntry(yield* readKubeconfig(path), 'clusters', name, changes))
    yield* print(`Cluster ${JSON.stringify(name)} set.\n`)
  },
}

/** `kubectl config set-credentials` (pkg/cmd/config/set_credentials.go). */
export const setCredentials: Command = {
  name: 'set-credentials',
  usage:
    'NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] [--token=bearer_token] [--username=basic_user] [--password=basic_password] [options]',
  short: 'Set a user entry in kubeconfig',
  flags: '--embed-certs bool',
  *run(call) {
    const { args, flags } = call
    const [name = ''] = args
    if (args.length !== 1) return yield* unexpected(call, 'unexpected')
    if (name === '') throw new CommandError('you must specify a non-empty user name')
    const [hasToken, hasBasic] = [flags.text('token') !== '', flags.text('username') + flags.text('password') !== '']
    if (hasToken && hasBasic)
      throw new CommandError(
        'you cannot specify more than one authentication method at the same time: --token, --username/--password',
      )
    const [certificate, key] = ['client-certificate', 'client-key']
    if (flags.bool('embed-certs') && flags.text(certificate) === '' && flags.text(key) === '')
      throw new CommandError(`you must specify a --${certificate} or --${key} to embed`)
    const path = kubeconfigPath(flags)
    const changes = {
      ...(hasToken && { username: undefined, password: undefined }),
      ...(hasBasic && { token: undefined }),
      ...given(flags, ['token', 'username', 'password']),
      ...(yield* fileFields(call, certificate)),
      ...(yield* fileFields(call, key)),
    }
    yield* writeKubeconfig(path, withEntry(yield* readKubeconfig(path), 'users', name, changes))
    yield* print(`User ${JSON.stringify(name)} set.\n`)
  },
}
