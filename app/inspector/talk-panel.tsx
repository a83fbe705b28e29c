import { useState } from 'react'
import type { Pod } from '../../src/kinds'
import { type Command, commands, execute } from '../commands'
import { currentView, type HttpResponse, messageOf, referenceTo } from '../session'
import { Button, Panel } from '../ui'

/** Talk HTTP to the pod through the API server's proxy: store a text in it, and read it back. */
export function TalkPanel({ pod }: { readonly pod: Pod }) {
  const [text, setText] = useState('Hey there! This greeting was submitted to this pod.')
  const [answer, setAnswer] = useState<{ readonly method: string; readonly response: HttpResponse }>()
  const target = referenceTo(pod)
  const isReachable = commands.getFromPod.isEnabled(currentView(), target)
  const send = async (command: Command, method: string, input?: string) => {
    const [response] = await execute(command, target, input)
    if (response) setAnswer({ method, response })
  }
  return (
    <Panel title="Talk to it">
      <form
        className="talk"
        onSubmit={event => {
          event.preventDefault()
          void send(commands.postToPod, 'POST', text)
        }}
      >
        <input
          className="talk__text"
          aria-label="Text to send"
          value={text}
          onChange={event => setText(event.target.value)}
        />
        <Button
          label="POST"
          type="submit"
          icon="send"
          disabled={!isReachable}
          aria-label={`POST the text to ${target.name}`}
        />
        <Button
          label="GET"
          icon="get"
          disabled={!isReachable}
          aria-label={`GET from ${target.name}`}
          onClick={() => void send(commands.getFromPod, 'GET')}
        />
      </form>
      {!isReachable && <p className="talk__hint">It answers once it is Running.</p>}
      {answer && (
        <output className={answer.response.code < 400 ? 'talk__answer' : 'talk__answer talk__answer--failed'}>
          <span className="talk__code">
            {answer.method} / answered {answer.response.code}
          </span>
          <span className="talk__body">{bodyText(answer.response)}</span>
        </output>
      )}
    </Panel>
  )
}

function bodyText(response: HttpResponse): string {
  return typeof response.body === 'string' ? response.body : messageOf(response)
}
