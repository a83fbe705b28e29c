import type { Places } from './places'
import type { Sizes } from './sizes'

/** Where something is in the drawing, in its own pixels. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export type StoreyName = 'belief' | 'machines' | 'storage'

/** Which place each thing has been given; handed to the next layout, which keeps it. */
export interface Memory {
  readonly machines: Places
  /** By machine: the row of each of its sandboxes. */
  readonly rows: ReadonlyMap<string, Places>
  readonly claims: Places
  readonly volumes: Places
  readonly services: Places
  readonly sets: Places
  /** By set: the place of each of its slots. */
  readonly slots: ReadonlyMap<string, Places>
}

/** The whole drawing: a box for every node, one for every storey, and the way of every thread. */
export interface Layout {
  readonly sizes: Sizes
  readonly boxes: ReadonlyMap<string, Box>
  readonly storeys: Readonly<Record<StoreyName, Box>>
  /** SVG path of each edge. */
  readonly paths: ReadonlyMap<string, string>
  readonly memory: Memory
}
