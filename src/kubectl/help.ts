import { compareText } from '../base'
import type { Command } from './command'
import { type Flag, flagsOf } from './flags'

/**
 * The help of a command: what it does, its words, its flags and its usage line, in kubectl's layout. Descriptions are our own and short; the
 * long examples of the original are left out.
 */
export function helpOf(command: Command, path: string): string {
  const { commands = [], flags = '', long, short } = command
  const sections = [
    long ?? `${short}.`,
    commands.length === 0 ? '' : `Available Commands:\n${listOf(commands)}`,
    optionsOf(flagsOf(flags)),
    `Usage:\n  ${usageOf(command, path)}`,
    commands.length === 0 ? '' : `Use "${path} <command> --help" for more information about a given command.`,
  ].filter(section => section !== '')
  const last = 'Use "kubectl options" for a list of global command-line options (applies to all commands).\n'
  return `${sections.join('\n\n')}\n${commands.length > 0 ? '' : '\n'}${last}`
}

function usageOf({ commands = [], usage = '' }: Command, path: string): string {
  const line = usage === '' ? path : `${path} ${usage}`
  if (line.endsWith('[options]')) return line
  return usage === '' && commands.length > 0 ? `${line} [flags] [options]` : `${line} [options]`
}

function listOf(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const sorted = [...commands].sort((a, b) => compareText(a.name, b.name))
  return sorted.map(({ name, short }) => `  ${name.padEnd(width)}   ${short}`).join('\n')
}

function optionsOf(flags: readonly Flag[]): string {
  const listed = flags.filter(flag => flag.deprecated === undefined).sort((a, b) => compareText(a.name, b.name))
  return listed.length === 0 ? '' : `Options:\n${listed.map(optionOf).join('\n')}`
}

/** A flag with its default, as kubectl lists it: `    -o, --output='':`. */
export function optionOf({ name, short, type, initial }: Flag): string {
  const value = type === 'string' ? `'${initial}'` : type.startsWith('string') ? `[${initial}]` : initial
  return `    ${short === undefined ? '' : `-${short}, `}--${name}=${value}`
}
