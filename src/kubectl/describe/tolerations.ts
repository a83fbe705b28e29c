import { compareText } from '../../base'
import type { Toleration } from '../../kinds'
import type { DescribeWriter } from './writer'

/** Tolerations, one below the other, by key (`printPodTolerationsMultiline`). */
export function writeTolerations(
  writer: DescribeWriter,
  tolerations: readonly Toleration[],
  title = 'Tolerations',
): void {
  if (tolerations.length === 0) writer.line(`${title}:\t<none>`)
  const sorted = [...tolerations].sort((a, b) => compareText(a.key ?? '', b.key ?? ''))
  for (const [i, toleration] of sorted.entries()) writer.line(`${i === 0 ? `${title}:` : ''}\t${textOf(toleration)}`)
}

function textOf({ key = '', value = '', effect, operator, tolerationSeconds }: Toleration): string {
  const what = key + (value === '' ? '' : `=${value}`) + (effect ? `:${effect}` : '')
  const exists = operator === 'Exists' && value === '' ? `${what === '' ? '' : ' '}op=Exists` : ''
  return what + exists + (tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`)
}
