import { isRecord } from '../../../src/base'
import type { Status } from '../../../src/client'
import { messageOf, performWork, send } from '../../session'
import { applyObject, type ObjectOutcome } from './apply-object'
import type { ManifestObject } from './manifest-object'

/** What became of one object of a manifest. */
export interface AppliedObject extends Pick<ObjectOutcome, 'label' | 'outcome'> {
  /** What the server said of it: why it refused, or its warnings. */
  readonly message?: string
  /** The refusal as the server gave it. */
  readonly status?: Status
}

/** `kubectl apply -f file`: each object is created, or patched to what the manifest says. A refused one does not stop the others. */
export function applyObjects(objects: readonly ManifestObject[], fileName: string): Promise<readonly AppliedObject[]> {
  return performWork(`kubectl apply -f ${fileName}`, async sendLogged => {
    const results: AppliedObject[] = []
    for (const object of objects) results.push(told(await applyObject(object, sendLogged)))
    const answer = results.map(({ label, outcome, message }) =>
      outcome === 'refused' ? `${label}: ${message}` : `${label} ${outcome}`,
    )
    const isDone = results.every(({ outcome }) => outcome !== 'refused')
    return { value: results, isDone, answer: answer.join(', ') }
  })
}

/** What the server would say to each object, without doing anything (`--dry-run=server`). */
export async function tryObjects(objects: readonly ManifestObject[]): Promise<readonly AppliedObject[]> {
  const results: AppliedObject[] = []
  for (const object of objects) results.push(told(await applyObject(object, send, '&dryRun=All')))
  return results
}

function told({ label, outcome, response }: ObjectOutcome): AppliedObject {
  if (!response) return { label, outcome }
  if (outcome === 'refused') {
    const status = isStatus(response.body) ? response.body : undefined
    return { label, outcome, message: messageOf(response), ...(status && { status }) }
  }
  const { warnings = [] } = response
  return { label, outcome, ...(warnings.length > 0 && { message: warnings.join('; ') }) }
}

function isStatus(body: unknown): body is Status {
  return isRecord(body) && body.kind === 'Status'
}
