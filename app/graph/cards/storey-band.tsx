import { memo } from 'react'
import { useHasSimulation } from '../../session'
import type { StoreyName } from '../layout'

interface Words {
  readonly title: string
  readonly detail: string
}

const words: Readonly<Record<StoreyName, Words>> = {
  belief: { title: 'Belief', detail: 'what the API server thinks' },
  machines: { title: 'Machines', detail: 'what really runs' },
  storage: { title: 'Storage', detail: 'where the bytes are' },
}

/** Of a real cluster nobody sees more than the API server says. */
const wordsOfNodes: Words = { title: 'Nodes', detail: 'where pods are said to run' }

/** One storey of the drawing, with its name at the left. */
export const StoreyBand = memo(function StoreyBand({ id }: { readonly id: string }) {
  const name = id.slice('storey:'.length) as StoreyName
  const isReal = !useHasSimulation()
  const { title, detail } = isReal && name === 'machines' ? wordsOfNodes : words[name]
  return (
    <section className="storey">
      <h2 className="storey__title">{title}</h2>
      <p className="storey__detail">{detail}</p>
    </section>
  )
})
