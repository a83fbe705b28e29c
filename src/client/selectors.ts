import { compareText } from '../base'
import type { LabelSelector } from '../kinds'

type Labels = Readonly<Record<string, string>> | undefined

/** Whether `labels` satisfy a LabelSelector. An empty selector matches everything; an absent one nothing. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels): boolean {
  if (!selector) return false
  if (selector.matchLabels && !matchesLabels(selector.matchLabels, labels)) return false
  for (const { key, operator, values } of selector.matchExpressions ?? []) {
    const value = labels?.[key]
    const has = value !== undefined && Object.hasOwn(labels ?? {}, key)
    if (operator === 'Exists' && !has) return false
    if (operator === 'DoesNotExist' && has) return false
    if (operator === 'In' && !(has && values?.includes(value))) return false
    if (operator === 'NotIn' && has && values?.includes(value)) return false
  }
  return true
}

/** Whether `labels` contain every pair of `wanted` (a Service's selector). */
export function matchesLabels(wanted: Readonly<Record<string, string>>, labels: Labels): boolean {
  for (const key in wanted) if (!labels || labels[key] !== wanted[key]) return false
  return true
}

/** A selector as a query would write it, its terms by key (`metav1.LabelSelectorAsSelector`). */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const terms = Object.entries(matchLabels).map(([key, value]): readonly [string, string] => [key, `${key}=${value}`])
  for (const { key, operator, values = [] } of matchExpressions) {
    const list = [...values].sort(compareText).join(',')
    const text =
      operator === 'Exists'
        ? key
        : operator === 'DoesNotExist'
          ? `!${key}`
          : `${key} ${operator.toLowerCase()} (${list})`
    terms.push([key, text])
  }
  return terms
    .sort(([a], [b]) => compareText(a, b))
    .map(([, text]) => text)
    .join(',')
}
