import { compareText } from '../../base'

const form = /^v(\d+)(?:(alpha|beta)(\d+))?$/
const stages = ['alpha', 'beta', '']

/** Which of two versions of a group is preferred: `v10`, `v2`, `v1`, `v11beta2`, `v3beta1`, `v12alpha1`, then others by name (`pkg/version/helpers.go: CompareKubeAwareVersionStrings`). */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [form.exec(a), form.exec(b)]
  if (!left || !right) return left ? -1 : right ? 1 : compareText(a, b)
  return (
    stages.indexOf(right[2] ?? '') - stages.indexOf(left[2] ?? '') ||
    Number(right[1]) - Number(left[1]) ||
    Number(right[3] ?? 0) - Number(left[3] ?? 0)
  )
}
