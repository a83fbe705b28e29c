import { deepEqual, isRecord } from '../../base'
import type { ObservedEvent } from './observer'
import type { PlayedStep, Step } from './player'

/** One step of a recording. */
export interface RecordedStep {
  readonly step: Step
  readonly responses: readonly unknown[]
  readonly order: Readonly<Record<string, readonly string[]>> | '<varies>'
  readonly put: Readonly<Record<string, unknown>>
  readonly changed: Readonly<Record<string, unknown>>
  readonly gone: readonly string[]
  readonly events: readonly ObservedEvent[]
  readonly eventsSometimes?: readonly ObservedEvent[]
}

/** What a case has shown before a step: some things may come again, or in any order. */
export interface CaseMemory {
  /** A set with podManagementPolicy Parallel has been written. */
  hasParallelSet: boolean
  /** Events seen in earlier steps, as text. */
  readonly events: Set<string>
}

/** Compares a played step with its recording; each line says where and how they differ. */
export function compareStep(recorded: RecordedStep, played: PlayedStep, memory: CaseMemory): readonly string[] {
  if (JSON.stringify(recorded.step).includes('Parallel')) memory.hasParallelSet = true
  const differences: string[] = []
  compare('responses', recorded.responses, played.responses, differences)
  compareOrders(recorded.order, played.order, memory, differences)
  const podsTouched =
    Object.keys({ ...recorded.put, ...recorded.changed }).filter(ref => ref.startsWith('Pod/')).length +
    (Array.isArray(recorded.gone) ? recorded.gone : []).filter(ref => ref.startsWith('Pod/')).length
  const isLoose = podsTouched > 1
  const put = withoutVaryingNames(recorded.put, played.put)
  compare('put', forChance(recorded.put, isLoose), forChance(put, isLoose), differences)
  compare('changed', forChance(recorded.changed, isLoose), forChance(played.changed, isLoose), differences)
  compare('gone', recorded.gone, played.gone, differences)
  compareEvents(recorded, played.events, memory, differences)
  return differences
}

/**
 * Without objects whose names are a matter of chance: the recorder saw each in one of its runs only, under another name with the same
 * beginning (a revision's hash over the time of a restart).
 */
function withoutVaryingNames(
  recorded: Readonly<Record<string, unknown>>,
  played: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const beginning = (ref: string) => ref.slice(0, ref.lastIndexOf('-'))
  const varying = new Set(
    Object.keys(recorded)
      .filter(ref => recorded[ref] === '<varies>')
      .map(beginning),
  )
  return Object.fromEntries(
    Object.entries(played).filter(([ref]) => Object.hasOwn(recorded, ref) || !varying.has(beginning(ref))),
  )
}

/** Deep comparison that writes down the first difference of each branch. `<varies>` matches anything. */
function compare(path: string, want: unknown, got: unknown, differences: string[]): void {
  if (want === '<varies>' || deepEqual(want, got)) return
  if (Array.isArray(want) && Array.isArray(got) && want.length === got.length) {
    for (const [i, item] of want.entries()) compare(`${path}[${i}]`, item, got[i], differences)
    return
  }
  if (isRecord(want) && isRecord(got)) {
    for (const key of new Set([...Object.keys(want), ...Object.keys(got)])) {
      const inside = `${path}.${key}`
      if (want[key] === '<varies>') continue
      if (!Object.hasOwn(want, key)) differences.push(`${inside}: not in the recording: ${shown(got[key])}`)
      else if (!Object.hasOwn(got, key)) differences.push(`${inside}: missing: ${shown(want[key])}`)
      else compare(inside, want[key], got[key], differences)
    }
    return
  }
  if (typeof want === 'string' && want.includes('<varies>') === false && typeof got === 'string') {
    differences.push(`${path}:\n      want ${shown(want)}\n      got  ${shown(got)}`)
    return
  }
  differences.push(`${path}: want ${shown(want)}, got ${shown(got)}`)
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 600 ? `${text.slice(0, 600)}…` : text
}

/**
 * Orders are exact but for what kubernetes.md section 0 leaves to chance: creations inside a Parallel batch, and deletions of several objects
 * in one step.
 */
function compareOrders(
  want: RecordedStep['order'],
  got: PlayedStep['order'],
  memory: CaseMemory,
  differences: string[],
): void {
  if (want === '<varies>') return
  for (const kind of new Set([...Object.keys(want), ...Object.keys(got)])) {
    const wanted = want[kind] ?? []
    const gotten = got[kind] ?? []
    if ((wanted as unknown) === '<varies>' || matchesInOrder(wanted, gotten)) continue
    const isLoose = memory.hasParallelSet || deletions(wanted) > 1
    if (isLoose && matchesInOrder([...wanted].sort(), [...gotten].sort())) continue
    differences.push(`order.${kind}:\n      want ${shown(wanted)}\n      got  ${shown(gotten)}`)
  }
}

function matchesInOrder(want: readonly string[], got: readonly string[]): boolean {
  return want.length === got.length && want.every((entry, i) => entry === '<varies>' || entry === got[i])
}

function deletions(entries: readonly string[]): number {
  return entries.filter(entry => !entry.startsWith('added ')).length
}

/** Taints written at one time have no order; a slice's generation is chance where several pods changed. */
function forChance(objects: Readonly<Record<string, unknown>>, hasManyPods: boolean): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const [ref, object] of Object.entries(objects)) {
    if (ref.startsWith('Node/')) result[ref] = withSortedTaints(object)
    else if (ref.startsWith('EndpointSlice/') && hasManyPods) {
      const slice = withoutGeneration(object)
      if (slice !== undefined) result[ref] = slice
    } else result[ref] = object
  }
  return result
}

function withSortedTaints(node: unknown): unknown {
  if (!isRecord(node) || !isRecord(node.spec) || !Array.isArray(node.spec.taints)) return node
  const taints = [...(node.spec.taints as { key: string; effect: string }[])]
  taints.sort((a, b) => (`${a.key}${a.effect}` < `${b.key}${b.effect}` ? -1 : 1))
  return { ...node, spec: { ...node.spec, taints } }
}

/** A slice without its generation; undefined when nothing else is left of a change. */
function withoutGeneration(slice: unknown): unknown {
  if (!isRecord(slice) || !isRecord(slice.metadata)) return slice
  const { generation: _, ...metadata } = slice.metadata
  const { metadata: __, ...rest } = slice
  if (Object.keys(metadata).length > 0) return { ...rest, metadata }
  return Object.keys(rest).length > 0 ? rest : undefined
}

const passingMessages = [/untolerated taint\(s\)/, /pod has unbound immediate PersistentVolumeClaims\. not found/]

/**
 * Events are a set. What was recorded in some runs only may or may not occur; so may repetitions by the volume controllers, and the
 * scheduler's passing complaints that section 0 names.
 */
function compareEvents(
  recorded: RecordedStep,
  got: readonly ObservedEvent[],
  memory: CaseMemory,
  differences: string[],
): void {
  const wanted = recorded.events
  const allowed = new Set([...wanted, ...(recorded.eventsSometimes ?? [])].map(eventText))
  const gotten = new Set(got.map(eventText))
  for (const event of wanted)
    if (!gotten.has(eventText(event)) && !isChance(event, memory))
      differences.push(`event missing: ${eventText(event)}`)
  for (const event of got)
    if (!allowed.has(eventText(event)) && !isChance(event, memory))
      differences.push(`event too many: ${eventText(event)}`)
  for (const text of [...allowed, ...gotten]) memory.events.add(text)
}

function eventText(event: ObservedEvent): string {
  const message = event.message.replace(
    /(is already used by pod\(s\) )(.+)$/,
    (_, head, names) => head + String(names).split(', ').sort().join(', '),
  )
  return `${event.object} ${event.type} ${event.reason} (${event.source}): ${message}`
}

function isChance(event: ObservedEvent, memory: CaseMemory): boolean {
  if (event.source === 'persistentvolume-controller' && memory.events.has(eventText(event))) return true
  return event.reason === 'FailedScheduling' && passingMessages.some(form => form.test(event.message))
}
