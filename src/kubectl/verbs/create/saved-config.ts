import { lastAppliedAnnotation, withLastApplied } from '../../../client'
import type { ApiObject } from '../../resources'

/** A manifest with its own text in it, where that is asked for or was there before (`util.CreateOrUpdateAnnotation`). */
export function withSavedConfig(object: ApiObject, isWanted: boolean): ApiObject {
  const hasOld = object.metadata?.annotations?.[lastAppliedAnnotation] !== undefined
  return isWanted || hasOld ? (withLastApplied(object) as ApiObject) : object
}
