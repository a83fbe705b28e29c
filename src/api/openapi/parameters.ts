import type { Json } from './names'

type Type = 'string' | 'boolean' | 'integer'

function inQuery(name: string, type: Type, description: string): Json {
  return { name, in: 'query', description, schema: { type, uniqueItems: true } }
}

function inPath(name: string, description: string): Json {
  return { name, in: 'path', description, required: true, schema: { type: 'string', uniqueItems: true } }
}

const all: Readonly<Record<string, Json>> = Object.fromEntries(
  [
    inQuery('allowWatchBookmarks', 'boolean', 'Whether a watch may send bookmarks.'),
    inQuery('command', 'string', 'What to run, word by word.'),
    inQuery('container', 'string', 'Which container of the pod; the only one where it is left out.'),
    inQuery('continue', 'string', 'Where the list before this one ended.'),
    inQuery('dryRun', 'string', 'All: answer as if it were done, and do nothing.'),
    inQuery('fieldManager', 'string', 'The name under which the fields that are written have an owner.'),
    inQuery('fieldSelector', 'string', 'Only objects with these values in these fields.'),
    inQuery(
      'fieldValidation',
      'string',
      'What becomes of unknown and doubled fields: Ignore drops them, Warn (the default) says so, Strict refuses the request.',
    ),
    inQuery('follow', 'boolean', 'Whether to go on with what is written from now on.'),
    inQuery('force', 'boolean', 'Whether to take fields over from their owners. For server-side apply.'),
    inQuery('gracePeriodSeconds', 'integer', 'How long the object may take to stop; 0 is at once.'),
    inQuery(
      'ignoreStoreReadErrorWithClusterBreakingPotential',
      'boolean',
      'Whether to delete an object that cannot be read. Has no effect here.',
    ),
    inQuery('insecureSkipTLSVerifyBackend', 'boolean', 'Has no effect here.'),
    inQuery('labelSelector', 'string', 'Only objects with these labels.'),
    inQuery('limit', 'integer', 'The most objects in one answer.'),
    inQuery('limitBytes', 'integer', 'The most bytes in the answer.'),
    inQuery('orphanDependents', 'boolean', 'Deprecated: see propagationPolicy.'),
    inQuery('path', 'string', 'What to ask of whoever answers there.'),
    inQuery('ports', 'integer', 'The ports to forward.'),
    inQuery('pretty', 'string', 'Whether the answer is set in lines.'),
    inQuery('previous', 'boolean', 'Whether to show the run before this one.'),
    inQuery('propagationPolicy', 'string', 'What becomes of the objects it owns: Orphan, Background, Foreground.'),
    inQuery('resourceVersion', 'string', 'At least, or exactly, as it was then; see resourceVersionMatch.'),
    inQuery('resourceVersionMatch', 'string', 'NotOlderThan or Exact.'),
    inQuery('sendInitialEvents', 'boolean', 'Whether a watch begins with all there is.'),
    inQuery('shardSelector', 'string', 'Has no effect here.'),
    inQuery('sinceSeconds', 'integer', 'Only what is younger.'),
    inQuery('stderr', 'boolean', 'Whether to send what goes to the standard error.'),
    inQuery('stdin', 'boolean', 'Whether to read the standard input.'),
    inQuery('stdout', 'boolean', 'Whether to send what goes to the standard output.'),
    inQuery('stream', 'string', 'All, Stdout or Stderr.'),
    inQuery('tailLines', 'integer', 'Only so many lines, the last ones.'),
    inQuery('timeoutSeconds', 'integer', 'When to end the list or watch at the latest.'),
    inQuery('timestamps', 'boolean', 'Whether to write the time before each line.'),
    inQuery('tty', 'boolean', 'Whether there is a terminal.'),
    inQuery('watch', 'boolean', 'Whether to be told of changes from now on.'),
    inPath('namespace', 'The namespace the object is in.'),
  ].map(parameter => [parameter.name, parameter]),
)

/** The query parameters with these names, and `namespace` of the path. */
export function parameters(names: readonly string[]): readonly Json[] {
  return names.map(name => all[name] as Json)
}

/** The path parameter that names an object. */
export function nameParameter(kind: string): Json {
  return inPath('name', `name of the ${kind}`)
}

/** The path parameter for what comes after `…/proxy/`. */
export const pathParameter = inPath('path', 'The path to ask for.')

const deleting = [
  'dryRun',
  'gracePeriodSeconds',
  'ignoreStoreReadErrorWithClusterBreakingPotential',
  'orphanDependents',
  'propagationPolicy',
]
const selecting = [
  'continue',
  'fieldSelector',
  'labelSelector',
  'limit',
  'resourceVersion',
  'resourceVersionMatch',
  'sendInitialEvents',
  'shardSelector',
  'timeoutSeconds',
]

/** Names of the query parameters that each kind of request knows. */
export const queries = {
  list: [...selecting, 'allowWatchBookmarks', 'watch'].sort(),
  write: ['dryRun', 'fieldManager', 'fieldValidation'],
  patch: ['dryRun', 'fieldManager', 'fieldValidation', 'force'],
  delete: deleting,
  deletecollection: [...deleting, ...selecting].sort(),
  log: [
    'container',
    'follow',
    'insecureSkipTLSVerifyBackend',
    'limitBytes',
    'previous',
    'sinceSeconds',
    'stream',
    'tailLines',
    'timestamps',
  ],
  exec: ['command', 'container', 'stderr', 'stdin', 'stdout', 'tty'],
  attach: ['container', 'stderr', 'stdin', 'stdout', 'tty'],
  portforward: ['ports'],
  proxy: ['path'],
} as const
