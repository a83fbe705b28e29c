import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Outcome } from '../../kubectl'
import { folder } from './folder'

/** What was said to a line: one outcome a command. */
export type Recording = ReadonlyMap<string, readonly Outcome[]>

const lineMark = '$ '
const commandMark = '=== exit '
const prefixes = { stdout: '| ', stderr: '! ' } as const
/** Ends a text that has no line end. */
const openMark = '\\'

/**
 * Outcomes as a text that people read: `$` and the line, then for each command its exit code, its standard output behind `|` and its standard
 * error behind `!`.
 */
export function recordingText(recording: Recording): string {
  return [...recording]
    .map(([line, outcomes]) => `${lineMark}${line}\n${outcomes.map(outcomeText).join('')}`)
    .join('\n')
}

/** One outcome in the recording's form. */
export function outcomeText({ stdout, stderr, exitCode }: Outcome): string {
  return `${commandMark}${exitCode}\n${prefixed(stdout, prefixes.stdout)}${prefixed(stderr, prefixes.stderr)}`
}

function prefixed(text: string, prefix: string): string {
  if (text === '') return ''
  const isOpen = !text.endsWith('\n')
  const lines = (isOpen ? text : text.slice(0, -1)).split('\n').map(line => `${prefix}${line}\n`)
  return lines.join('') + (isOpen ? `${prefix.trimEnd()}${openMark}\n` : '')
}

/** The recording that `recordingText` wrote. */
export function recordingOf(text: string): Recording {
  const recording = new Map<string, Outcome[]>()
  let outcomes: Outcome[] = []
  for (const line of text.split('\n')) {
    if (line.startsWith(lineMark)) {
      outcomes = []
      recording.set(line.slice(lineMark.length), outcomes)
    } else if (line.startsWith(commandMark))
      outcomes.push({ stdout: '', stderr: '', exitCode: Number(line.slice(commandMark.length)) })
    else if (line !== '') outcomes.push(withLine(outcomes.pop() as Outcome, line))
  }
  return recording
}

function withLine(outcome: Outcome, line: string): Outcome {
  const stream = line.startsWith('|') ? 'stdout' : 'stderr'
  const said = outcome[stream]
  const added = line.slice(1) === openMark ? said.slice(0, -1) : `${said}${line.slice(2)}\n`
  return { ...outcome, [stream]: added }
}

/** What the real kubectl said to the lines of a world. */
export function readRecording(name: string): Recording {
  const file = fileOf(name)
  return existsSync(file) ? recordingOf(readFileSync(file, 'utf8')) : new Map()
}

/** Keeps what the real kubectl said. */
export function writeRecording(name: string, recording: Recording): void {
  writeFileSync(fileOf(name), recordingText(recording))
}

function fileOf(name: string): string {
  return `${folder}/${name}.recorded.txt`
}
