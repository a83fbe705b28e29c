export { layOut, topologyOf } from './layout'
export { type Density, type Room, roomIn, type Sizes } from './sizes'
export type { Box, Layout, StoreyName } from './types'
