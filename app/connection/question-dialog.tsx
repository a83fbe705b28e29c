import { useEffect, useRef } from 'react'
import { useCluster, useQuestion } from '../session'
import { Button } from '../ui'

/** Asks about what cannot be undone. Escape, and a click beside it, say no. */
export function QuestionDialog() {
  const question = useQuestion(state => state.question)
  const choice = useCluster(state => state.choice)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (question) dialog.current?.showModal()
  }, [question])
  if (!question) return null
  const { title, line, consequence, answer } = question
  return (
    <dialog className="question" ref={dialog} aria-label={title} onClose={() => answer(false)}>
      <h2 className="question__title">{title}?</h2>
      <p>
        This is the real cluster at <strong>{choice.state === 'chosen' ? choice.address.name : 'another place'}</strong>
        . {consequence}
      </p>
      <code className="question__line">{line}</code>
      <div className="question__actions">
        <Button label="Leave it" autoFocus onClick={() => answer(false)} />
        <Button label={title} look="danger" onClick={() => answer(true)} />
      </div>
    </dialog>
  )
}
