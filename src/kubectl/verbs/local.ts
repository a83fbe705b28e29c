import type { Command } from '../command'
import { CommandError, SilentExit, usageError } from '../errors'
import { helpOf } from '../help'
import { print, printError } from '../process'

/** Commands that never ask the cluster. */

export const help: Command = {
  name: 'help',
  usage: '[command] | STRING_TO_SEARCH',
  short: 'Help about any command',
  *run({ args, session }) {
    let command = session.root
    let path = 'kubectl'
    for (const word of args) {
      const next = command.commands?.find(({ name, aliases }) => name === word || aliases?.includes(word))
      if (!next) {
        yield* printError(`Unknown help topic [${args.map(arg => `\`${arg}\``).join(' ')}]\n`)
        return yield* printError(helpOf(session.root, 'kubectl'))
      }
      command = next
      path += ` ${next.name}`
    }
    yield* print(helpOf(command, path))
  },
}

const shells = ['bash', 'zsh', 'fish', 'powershell']

export const completion: Command = {
  name: 'completion',
  usage: 'SHELL',
  short: 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
  // biome-ignore lint/correctness/useYield: it only refuses
  *run({ args, path }) {
    const [shell] = args
    if (shell === undefined) throw usageError(path, 'Shell not specified.')
    if (args.length > 1) throw usageError(path, 'Too many arguments. Expected only the shell type.')
    if (!shells.includes(shell)) throw usageError(path, `Unsupported shell type ${JSON.stringify(shell)}.`)
    throw new CommandError(`the lab's shell is no ${shell}: there is nothing that could run completion code`)
  },
}

export const kustomize: Command = {
  name: 'kustomize',
  usage: 'DIR',
  short: 'Build a kustomization target from a directory or URL',
  flags: `
    --as-current-user bool
    --enable-alpha-plugins bool
    --enable-helm bool
    -e --env stringArray
    --helm-api-versions stringArray
    --helm-command string =helm
    --helm-debug bool
    --helm-kube-version string
    --load-restrictor string =LoadRestrictionsRootOnly
    --mount stringArray
    --network bool
    --network-name string =bridge
    -o --output string
  `,
  // biome-ignore lint/correctness/useYield: it only refuses
  *run({ args }) {
    if (args.length > 1) throw new CommandError('specify one path to kustomization.yaml')
    throw new CommandError('kustomizations are not available in the lab; apply the manifests themselves')
  },
}

export const plugin: Command = {
  name: 'plugin',
  usage: '[flags]',
  short: 'Provides utilities for interacting with plugins',
  commands: [
    {
      name: 'list',
      short: "List all visible plugin executables on a user's PATH",
      flags: '--name-only bool',
      // biome-ignore lint/correctness/useYield: it only refuses
      *run() {
        throw new CommandError('unable to find any kubectl plugins in your PATH')
      },
    },
  ],
}

export const alpha: Command = {
  name: 'alpha',
  short: 'Commands for features in alpha',
  *run() {
    yield* printError('No alpha commands are available in this version of kubectl\n')
  },
}

/** Signing certificates needs an API that the lab does not serve. */
export const certificate: Command = {
  name: 'certificate',
  usage: 'SUBCOMMAND',
  short: 'Modify certificate resources',
  commands: ['approve', 'deny'].map(name => ({
    name,
    usage: '(-f FILENAME | NAME)',
    short: `${name === 'approve' ? 'Approve' : 'Deny'} a certificate signing request`,
    flags: `
      -f --filename stringSlice
      --force bool
    `,
    // biome-ignore lint/correctness/useYield: it only refuses
    *run() {
      throw new CommandError(`the server doesn't have a resource type "certificatesigningrequests"`)
    },
  })),
  *run({ command, path, args }) {
    if (args.length > 0) throw usageError(path, `unknown command ${JSON.stringify(args.join(' '))}`)
    yield* print(helpOf(command, path))
    throw new SilentExit(0)
  },
}
