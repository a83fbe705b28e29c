import type { Call, Command } from '../../command'
import { CommandError, messageOf } from '../../errors'
import { groups } from '../../flags'
import { printerFor } from '../../output'
import { print, type Run } from '../../process'
import { type ApiObject, sendForObject } from '../../resources'
import { nameOf } from './generating'

const boundKinds: Readonly<Record<string, string>> = { Node: 'v1', Pod: 'v1', Secret: 'v1' }

/** `kubectl create token` (pkg/cmd/create/create_token.go): asks the API for a token, and prints it without a line end. */
export const token: Command = {
  name: 'token',
  usage: 'SERVICE_ACCOUNT_NAME [options]',
  short: 'Request a service account token',
  flags: `
    --audience stringArray
    --bound-object-kind string
    --bound-object-name string
    --bound-object-uid string
    --duration duration
    ${groups.printFlags}
  `,
  *run(call) {
    const { flags, namespace } = call
    const name = nameOf(call)
    const printer = yield* printerFor(flags, 'created')
    checkWishes(call, name)
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`
    const answer = yield* requested(path, requestOf(call))
    if (flags.text('output') !== '' || flags.text('template') !== '') return yield* print(printer.print(answer))
    yield* print((answer.status as { readonly token: string }).token)
  },
}

function* requested(path: string, body: ApiObject): Run<ApiObject> {
  try {
    return yield* sendForObject({ method: 'POST', path, contentType: 'application/json', body })
  } catch (error) {
    throw new CommandError(`failed to create token: ${messageOf(error)}`)
  }
}

function checkWishes({ flags }: Call, name: string): void {
  const duration = flags.duration('duration')
  const [kind, boundName] = [flags.text('bound-object-kind'), flags.text('bound-object-name')]
  if (name === '') throw new CommandError('service account name is required')
  if (duration < 0) throw new CommandError('--duration must be greater than or equal to 0')
  if (duration % 1000 !== 0) throw new CommandError('--duration cannot be expressed in units less than seconds')
  if (flags.list('audience').includes('')) throw new CommandError('--audience must not be an empty string')
  if (kind === '')
    for (const what of ['name', 'uid']) {
      const flag = `bound-object-${what}`
      if (flags.text(flag) !== '')
        throw new CommandError(`--${flag} can only be set if --bound-object-kind is provided`)
    }
  else if (!Object.hasOwn(boundKinds, kind))
    throw new CommandError(`supported --bound-object-kind values are ${Object.keys(boundKinds).join(', ')}`)
  else if (boundName === '')
    throw new CommandError('--bound-object-name is required if --bound-object-kind is provided')
}

function requestOf({ flags }: Call): ApiObject {
  const seconds = flags.duration('duration') / 1000
  const kind = flags.text('bound-object-kind')
  const uid = flags.text('bound-object-uid')
  const bound = { kind, apiVersion: boundKinds[kind], name: flags.text('bound-object-name'), ...(uid && { uid }) }
  const audiences = flags.list('audience')
  return {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: {},
    spec: {
      audiences: audiences.length > 0 ? audiences : null,
      ...(seconds > 0 && { expirationSeconds: seconds }),
      boundObjectRef: kind === '' ? null : bound,
    },
    status: { token: '', expirationTimestamp: null },
  }
}
