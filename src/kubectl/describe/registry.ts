import { groupKindOf, type ResourceType } from '../discovery'
import { describeConfigMap } from './config-map'
import { describeGeneric } from './generic'
import type { Describer } from './types'

/** Who describes which kind. A new kind is a file in this folder and a line here. */
const describers: Readonly<Record<string, Describer>> = {
  ConfigMap: describeConfigMap,
}

/** Who describes a kind; those without a describer of their own are described field by field. */
export function describerFor(type: ResourceType): Describer {
  const name = groupKindOf(type)
  return Object.hasOwn(describers, name) ? (describers[name] as Describer) : describeGeneric
}
