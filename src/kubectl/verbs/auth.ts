import { isRecord } from '../../base'
import type { Call, Command } from '../command'
import { type Discovery, discover, type ResourceType, resourceTypeFor } from '../discovery'
import { CommandError, isReason, SilentExit } from '../errors'
import { groups } from '../flags'
import { printerFor, TabWriter } from '../output'
import { print, type Run, warn } from '../process'
import { type ApiObject, sendForObject } from '../resources'

const verbs = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'use',
  'bind',
  'impersonate',
  'escalate',
  '*',
  'approve',
  'sign',
  'attest',
  'proxy',
]

const canI: Command = {
  name: 'can-i',
  usage: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL] [options]',
  short: 'Check whether an action is allowed',
  flags: `
    -A --all-namespaces bool
    --list bool
    --no-headers bool
    -q --quiet bool
    --subresource string
  `,
  *run(call) {
    const { flags, args } = call
    if (flags.bool('list')) return yield* listRules(call)
    const [verb = '', word = ''] = args
    if (args.length !== 2)
      throw new CommandError(
        "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
      )
    const attributes = yield* attributesOf(call, verb, word)
    if (flags.bool('no-headers')) throw new CommandError('--no-headers cannot be set without --list specified')
    const isAllowed = yield* review(attributes)
    if (!flags.bool('quiet')) yield* print(isAllowed ? 'yes\n' : 'no\n')
    if (!isAllowed) throw new SilentExit()
  },
}

function* attributesOf(call: Call, verb: string, word: string): Run<ApiObject> {
  if (word.startsWith('/')) {
    if (call.flags.text('subresource') !== '')
      throw new CommandError('--subresource can not be used with NonResourceURL')
    return { nonResourceAttributes: { verb, path: word } }
  }
  const [resource = '', name] = word.split('/')
  const type = yield* typeOf(yield* discover(call.session), resource)
  if (type && !type.isNamespaced && !call.flags.bool('all-namespaces')) {
    const place = type.group === '' ? '' : ` in group '${type.group}'`
    yield* warn(`resource '${type.resource}' is not namespace scoped${place}\n`)
  }
  if (type && !verbs.includes(verb)) yield* warn(`verb '${verb}' is not a known verb\n`)
  const namespace = call.flags.bool('all-namespaces') ? undefined : call.namespace
  const subresource = call.flags.text('subresource')
  return {
    resourceAttributes: {
      verb,
      group: type?.group,
      resource: type?.resource ?? resource,
      ...(namespace !== undefined && { namespace }),
      ...(name !== undefined && { name }),
      ...(subresource !== '' && { subresource }),
    },
  }
}

function* typeOf(discovery: Discovery, word: string): Run<ResourceType | undefined> {
  if (word === '*') return undefined
  try {
    return yield* resourceTypeFor(discovery, word.toLowerCase())
  } catch {
    const [resource = '', ...group] = word.toLowerCase().split('.')
    const place = group.length === 0 ? '' : ` in group '${group.join('.')}'`
    yield* warn(`the server doesn't have a resource type '${resource}'${place}\n`)
    return undefined
  }
}

/** Asks the API; one without reviews allows everything. */
function* review(spec: ApiObject): Run<boolean> {
  const kind = 'SelfSubjectAccessReview'
  try {
    const { status } = yield* sendForObject({
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      contentType: 'application/json',
      body: { apiVersion: 'authorization.k8s.io/v1', kind, spec },
    })
    return isRecord(status) && status.allowed === true
  } catch (error) {
    if (isReason(error, 'NotFound')) return true
    throw error
  }
}

function* listRules({ flags, args }: Call): Run {
  if (args.length > 0) throw new CommandError('list option must be specified with no arguments')
  if (flags.bool('quiet') || flags.bool('all-namespaces') || flags.text('subresource') !== '')
    throw new CommandError("list option can't be specified with neither quiet, all-namespaces nor subresource options")
  const writer = new TabWriter()
  if (!flags.bool('no-headers')) writer.write('Resources\tNon-Resource URLs\tResource Names\tVerbs\n')
  // The lab's API asks nobody who they are and allows everything.
  writer.write('*.*\t[]\t[]\t[*]\n\t[*]\t[]\t[*]\n')
  yield* print(writer.take())
}

const whoami: Command = {
  name: 'whoami',
  usage: '[flags] [options]',
  short: 'Experimental: Check self subject attributes',
  flags: groups.printFlags,
  *run({ flags }) {
    const kind = 'SelfSubjectReview'
    const apiVersion = 'authentication.k8s.io/v1'
    const answer = yield* sendForObject({
      method: 'POST',
      path: `/apis/${apiVersion}/selfsubjectreviews`,
      contentType: 'application/json',
      body: { kind, apiVersion, metadata: {}, status: { userInfo: {} } },
    })
    if (flags.text('output') !== '') return yield* print((yield* printerFor(flags, '')).print(answer))
    const { userInfo } = answer.status as { readonly userInfo: UserInfo }
    const writer = new TabWriter()
    writer.write(`ATTRIBUTE\tVALUE\nUsername\t${userInfo.username}\n`)
    if (userInfo.uid) writer.write(`UID\t${userInfo.uid}\n`)
    if (userInfo.groups?.length) writer.write(`Groups\t[${userInfo.groups.join(' ')}]\n`)
    for (const [key, values] of Object.entries(userInfo.extra ?? {}))
      writer.write(`Extra: ${key}\t[${values.join(' ')}]\n`)
    yield* print(writer.take())
  },
}

/** Who the API says that one is. */
interface UserInfo {
  readonly username: string
  readonly uid?: string
  readonly groups?: readonly string[]
  readonly extra?: Readonly<Record<string, readonly string[]>>
}

/** `kubectl auth` (pkg/cmd/auth). */
export const auth: Command = {
  name: 'auth',
  usage: '[flags]',
  short: 'Inspect authorization',
  commands: [canI, whoami],
}
