import { useEffect, useMemo, useRef, useState } from 'react'
import { type AppliedObject, applyObjects, tryObjects } from '../commands'
import { type Diagnosis, diagnose, type Problem, refusalProblems } from './diagnose'

/** How far an apply has come. */
export type ApplyState =
  | { readonly step: 'idle' }
  | { readonly step: 'checking' }
  | { readonly step: 'applying'; readonly count: number }
  /** Nothing was applied: see the problems. */
  | { readonly step: 'refused' }
  | { readonly step: 'empty' }
  | { readonly step: 'done'; readonly results: readonly AppliedObject[] }

/** What the editor knows of a manifest, and how to apply it. */
export interface Manifest {
  readonly problems: readonly Problem[]
  readonly state: ApplyState
  apply(): Promise<void>
}

const nothing: Diagnosis = { problems: [], objects: [] }
const asTyped = { reading: 200, asking: 700 }

/** Reads a text while it is typed, asks the server what it would say to it, and applies it when told to. */
export function useManifest(fileId: string, fileName: string, text: string): Manifest {
  const read = useRead(text)
  const [refusals, setRefusals] = useState<Refusals>()
  const [state, setState] = useState<ApplyState>({ step: 'idle' })
  const latest = useRef(text)
  latest.current = text
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer was to another text
  useEffect(() => setState({ step: 'idle' }), [fileId, text])

  useEffect(() => {
    if (read.text !== text || read.problems.length > 0 || read.objects.length === 0) return
    const timer = setTimeout(async () => {
      const problems = await refusedProblems(text, read, ({ status }) => status !== undefined)
      if (latest.current === text) setRefusals({ text, problems })
    }, asTyped.asking)
    return () => clearTimeout(timer)
  }, [read, text])

  const apply = async () => {
    const diagnosis = diagnose(text)
    if (diagnosis.problems.length > 0) return setState({ step: 'refused' })
    if (diagnosis.objects.length === 0) return setState({ step: 'empty' })
    setState({ step: 'checking' })
    const problems = await refusedProblems(text, diagnosis, () => true)
    if (latest.current !== text) return
    setRefusals({ text, problems })
    if (problems.length > 0) return setState({ step: 'refused' })
    setState({ step: 'applying', count: diagnosis.objects.length })
    const results = await applyObjects(
      diagnosis.objects.map(({ object }) => object),
      fileName,
    )
    if (latest.current === text) setState({ step: 'done', results })
  }
  const refused = refusals?.text === text ? refusals.problems : none
  const isAfterAll = state.step === 'refused' && read.text !== text
  const own = useMemo(() => (isAfterAll ? diagnose(text).problems : read.problems), [isAfterAll, text, read.problems])
  return { problems: own.length > 0 ? own : refused, state, apply }
}

interface Refusals {
  readonly text: string
  readonly problems: readonly Problem[]
}

const none: readonly Problem[] = []

/** The diagnosis of a text, once typing has stopped for a moment. Problems stay while one goes on typing: only their lines may be off for a blink. */
function useRead(text: string): Diagnosis & { readonly text: string } {
  const [read, setRead] = useState(() => ({ ...(text.length < 20_000 ? diagnose(text) : nothing), text }))
  useEffect(() => {
    if (read.text === text) return
    const timer = setTimeout(() => setRead({ ...diagnose(text), text }), text === '' ? 0 : asTyped.reading)
    return () => clearTimeout(timer)
  }, [text, read.text])
  return read
}

/** What the server would refuse, without asking it to do anything. While one types, only refusals count, no missing cluster. */
async function refusedProblems(
  text: string,
  { objects }: Diagnosis,
  isMeant: (answer: AppliedObject) => boolean,
): Promise<readonly Problem[]> {
  const made = new Set(
    objects.filter(({ object }) => object.kind === 'Namespace').map(({ object }) => object.metadata.name),
  )
  const answers = await tryObjects(objects.map(({ object }) => object))
  return answers.flatMap((answer, index) => {
    const { outcome, message = '', status } = answer
    const located = objects[index]
    if (outcome !== 'refused' || !located || !isMeant(answer)) return []
    const waitsForItsNamespace = status?.code === 404 && made.has(located.object.metadata.namespace ?? '')
    return waitsForItsNamespace ? [] : refusalProblems(text, located, { message, ...(status && { status }) })
  })
}
