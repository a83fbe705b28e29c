import { memo } from 'react'
import type { StoreyName } from '../layout'

const words: Readonly<Record<StoreyName, { readonly title: string; readonly detail: string }>> = {
  belief: { title: 'Belief', detail: 'what the API server thinks' },
  machines: { title: 'Machines', detail: 'what really runs' },
  storage: { title: 'Storage', detail: 'where the bytes are' },
}

/** One storey of the drawing, with its name at the left. */
export const StoreyBand = memo(function StoreyBand({ id }: { readonly id: string }) {
  const { title, detail } = words[id.slice('storey:'.length) as StoreyName]
  return (
    <section className="storey">
      <h2 className="storey__title">{title}</h2>
      <p className="storey__detail">{detail}</p>
    </section>
  )
})
