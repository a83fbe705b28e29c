import { goJson, sha256 } from '../../../base'
import { CommandError } from '../../errors'
import type { FlagValues } from '../../flags'
import { type Run, readFile } from '../../process'
import { envNameRule, isEnvName } from '../env-names'

/** Key and text of config maps and secrets, from literals, files and env files, in the order of the flags. Throws CommandError. */
export function* dataOf(
  flags: FlagValues,
  kind: 'ConfigMap' | 'Secret',
  name: string,
): Run<ReadonlyMap<string, string>> {
  const data = new Map<string, string>()
  const add = (key: string, value: string) => {
    if (!/^[-._a-zA-Z0-9]+$/.test(key))
      throw new CommandError(
        `"${key}" ${kind === 'Secret' ? 'is not valid key name for a Secret' : 'is not a valid key name for a ConfigMap:'} a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
      )
    if (data.has(key))
      throw new CommandError(
        kind === 'ConfigMap'
          ? `cannot add key "${key}", another key by that name already exists in Data for ConfigMap "${name}"`
          : `cannot add key ${key}, another key by that name already exists`,
      )
    data.set(key, value)
  }
  if (flags.list('from-env-file').length > 0 && flags.list('from-file').length + flags.list('from-literal').length > 0)
    throw new CommandError('from-env-file cannot be combined with from-file or from-literal')
  const fromFiles = function* (): Run {
    for (const source of flags.list('from-file')) {
      const { key, path } = fileSource(source)
      add(key, yield* textOf(path))
    }
  }
  if (kind === 'ConfigMap') yield* fromFiles()
  for (const source of flags.list('from-literal')) {
    const at = source.indexOf('=')
    if (at <= 0) throw new CommandError(`invalid literal source ${source}, expected key=value`)
    add(source.slice(0, at), source.slice(at + 1).replace(/^(['"])(.*)\1$/, '$2'))
  }
  if (kind === 'Secret') yield* fromFiles()
  for (const path of flags.list('from-env-file'))
    for (const line of (yield* textOf(path)).split('\n')) {
      const text = line.trimStart()
      if (text === '' || text.startsWith('#')) continue
      const at = text.indexOf('=')
      const key = at < 0 ? text : text.slice(0, at)
      if (!isEnvName(key)) throw new CommandError(`${JSON.stringify(key)} is not a valid key name: ${envNameRule}`)
      // A key alone takes its value from kubectl's own environment, which is empty.
      if (at > 0) add(key, text.slice(at + 1))
    }
  return data
}

function fileSource(source: string): { readonly key: string; readonly path: string } {
  const parts = source.split('=')
  const [first = '', second = ''] = parts
  if (parts.length === 1) return { key: first.slice(first.lastIndexOf('/') + 1), path: first }
  if (parts.length > 2) throw new CommandError("key names or file paths cannot contain '='")
  if (first === '') throw new CommandError(`key name for file path ${second} missing`)
  if (second === '') throw new CommandError(`file path for key name ${first} missing`)
  return { key: first, path: second }
}

function* textOf(path: string): Run<string> {
  const text = yield* readFile(path)
  if (text === undefined) throw new CommandError(`error reading ${path}: no such file or directory`)
  return text
}

/** A name with a hash of what it names behind it (`pkg/util/hash`). */
export function withHash(name: string, content: Readonly<Record<string, unknown>>): string {
  const digest = [...sha256(goJson({ ...content, name }))].map(byte => byte.toString(16).padStart(2, '0')).join('')
  const letters: Readonly<Record<string, string>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' }
  return `${name}-${[...digest.slice(0, 10)].map(letter => letters[letter] ?? letter).join('')}`
}
