import type { Json } from '../names'
import { pods } from './pods'
import { rest } from './rest'
import { storage } from './storage'
import type { Descriptions } from './types'
import { workloads } from './workloads'

const all: Descriptions = { ...workloads, ...pods, ...storage, ...rest }

/** Fields that mean the same wherever they stand. */
const everywhere: Descriptions = {
  apiVersion: 'The group and version that the object is written in.',
  kind: 'What it is.',
  metadata: 'Its name, labels and the like.',
}

/** What a field of a struct, or the struct itself, is for: `{ description }`, or nothing where nobody has written it down. */
export function describe(owner: string, field?: string): Json {
  const description = field === undefined ? all[owner] : (all[`${owner}.${field}`] ?? everywhere[field])
  return description === undefined ? {} : { description }
}

/** Names of all that is described, for a test that looks for what is not there. */
export const described: readonly string[] = Object.keys(all)
