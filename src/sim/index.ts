export type { Seed } from './chance'
export { chance, chanceBetween, chanceSuffix, chanceUUID } from './chance'
export { type Actor, Loop } from './loop'
export { epoch, hour, minute, second } from './units'
