import type { Call } from '../command'
import type { Run } from '../process'
import type { ApiObject, Info } from '../resources'
import type { DescribeWriter } from './writer'

/** What a description may use besides the object. */
export interface Described {
  readonly call: Call
  readonly info: Info
  /** The object, as the API has it. */
  readonly object: ApiObject
  readonly showsEvents: boolean
}

/** Writes the description of an object; may ask the API for more. One a kind, in a file of its own. */
export type Describer = (described: Described, writer: DescribeWriter) => Run
