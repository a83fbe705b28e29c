import { textResponse } from './responses'
import type { Program, ProgramContext, ProgramRequest, ProgramStep } from './types'

const port = 8080
const dataFile = '/var/data/kubia.txt'

/**
 * `luksa/kubia-pet`, the pet of *Kubernetes in Action*: stores what is posted in a file and answers with its host name and that file. It is a
 * Node.js process with process id 1, so SIGTERM does nothing to it: it is killed when the grace period ends.
 */
export const kubiaPet: Program = {
  name: 'luksa/kubia-pet',
  listensOn: asked => asked === port,
  step(memory, input, context): ProgramStep {
    if (input.kind === 'start') return { memory: { requests: 0 }, outputs: [{ log: 'Kubia server starting...' }] }
    if (input.kind === 'http') return answer(memory, input.request, context)
    return { memory, outputs: [] }
  },
}

function answer(memory: unknown, request: ProgramRequest, { hostname, files }: ProgramContext): ProgramStep {
  const next = { requests: ((memory as { requests?: number } | undefined)?.requests ?? 0) + 1 }
  if (request.method === 'POST')
    return {
      memory: next,
      outputs: [
        { write: dataFile, content: request.body },
        { log: 'New data has been received and stored.' },
        { respond: textResponse(200, `Data stored on pod ${hostname}\n`) },
      ],
    }
  const data = files.read(dataFile) ?? 'No data posted yet'
  const body = `You've hit ${hostname}\nData stored on this pod: ${data}\n`
  return { memory: next, outputs: [{ respond: textResponse(200, body) }] }
}
