import type { ReactNode } from 'react'

/** A titled part of a side pane. */
export function Panel({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <section className="panel" aria-label={title}>
      {title && <h3 className="panel__title">{title}</h3>}
      {children}
    </section>
  )
}
