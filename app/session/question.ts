import { create } from 'zustand'

/** Something that a person should think about before it is done. */
export interface Question {
  readonly title: string
  /** The command line that is about to run. */
  readonly line: string
  readonly consequence: string
  answer(isYes: boolean): void
}

/** The question that stands on the page; none most of the time. */
export const useQuestion = create<{ readonly question: Question | undefined }>(() => ({ question: undefined }))

/** Asks, and waits for the answer. An older question is answered with no. */
export function ask(question: Omit<Question, 'answer'>): Promise<boolean> {
  useQuestion.getState().question?.answer(false)
  return new Promise(resolve => {
    const answer = (isYes: boolean) => {
      useQuestion.setState({ question: undefined })
      resolve(isYes)
    }
    useQuestion.setState({ question: { ...question, answer } })
  })
}
