export { layOut, topologyOf } from './layout'
export type { Density, Sizes } from './sizes'
export type { Box, Layout, StoreyName } from './types'
