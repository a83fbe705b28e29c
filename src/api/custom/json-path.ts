import { isRecord } from '../../base'

type Step =
  | { readonly name: string }
  | { readonly index: number }
  | { readonly field: readonly string[]; readonly is: unknown }
  | 'all'

const stepForm =
  /\.((?:[A-Za-z0-9_/-]|\\.)+)|\[(?:'([^']+)'|"([^"]+)"|(\*)|(-?\d+)|\?\(@((?:\.[A-Za-z0-9_-]+)+)\s*==\s*("[^"]*"|'[^']*'|[\w.-]+)\))\]/y

/** The names of a plain path, `.spec.replicas`. */
export function namesOf(path: string): readonly string[] {
  return path.split('.').filter(name => name !== '')
}

/**
 * What a column's JSONPath finds: names, `[0]`, `[*]`, `['a.b']` and the filter `[?(@.type=="Ready")]`; of several results the first
 * (client-go `util/jsonpath`, as far as printer columns use it). Undefined where there is nothing, or the path is beyond that.
 */
export function findFirst(object: unknown, path: string): unknown {
  let found: readonly unknown[] = [object]
  const steps = stepsOf(path)
  if (!steps) return undefined
  for (const step of steps) found = found.flatMap(value => below(value, step))
  return found[0]
}

/** The value at a list of names. */
export function valueAt(object: unknown, names: readonly string[]): unknown {
  let value = object
  for (const name of names) value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined
  return value
}

/** The steps of a path; undefined where it cannot be read. */
function stepsOf(path: string): readonly Step[] | undefined {
  const steps: Step[] = []
  stepForm.lastIndex = 0
  while (stepForm.lastIndex < path.length) {
    const match = stepForm.exec(path)
    if (!match) return undefined
    steps.push(stepOf(match))
  }
  return steps
}

function stepOf([text, , single, double, all, index, field, literal]: RegExpExecArray): Step {
  if (text.startsWith('.')) return { name: text.slice(1).replaceAll('\\', '') }
  if (all) return 'all'
  if (index !== undefined) return { index: Number(index) }
  if (field !== undefined) return { field: namesOf(field), is: literalOf(literal ?? '') }
  return { name: single ?? double ?? '' }
}

function literalOf(text: string): unknown {
  if (/^["']/.test(text)) return text.slice(1, -1)
  if (text === 'true' || text === 'false') return text === 'true'
  return Number(text)
}

function below(value: unknown, step: Step): readonly unknown[] {
  const items = Array.isArray(value) ? (value as unknown[]) : isRecord(value) ? Object.values(value) : []
  if (step === 'all') return items
  if ('field' in step) return items.filter(item => valueAt(item, step.field) === step.is)
  if ('index' in step) {
    const item = Array.isArray(value) ? (value as unknown[]).at(step.index) : undefined
    return item === undefined ? [] : [item]
  }
  return isRecord(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : []
}
