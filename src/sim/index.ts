export type { Seed } from './chance'
export { chance, chanceBetween, chanceSuffix, chanceUUID } from './chance'
export { epoch, hour, minute, second } from './units'
