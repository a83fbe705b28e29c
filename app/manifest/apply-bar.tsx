import { Button } from '../ui'
import { ResultList } from './problems'
import type { ApplyState } from './use-manifest'

interface Props {
  readonly state: ApplyState
  /** False when what is typed would not survive a reload. */
  readonly isKept: boolean
  readonly problemCount: number
  readonly onApply: () => void
}

/** The Apply button, how far it has come, and what became of each object. */
export function ApplyBar({ state, isKept, problemCount, onApply }: Props) {
  const isBusy = state.step === 'checking' || state.step === 'applying'
  return (
    <div className="apply">
      <div aria-live="polite" className="apply__results">
        {state.step === 'done' && <ResultList results={state.results} />}
        {state.step === 'empty' && (
          <p className="apply__note">There is nothing to apply yet: write a manifest or open an example.</p>
        )}
        {!isKept && (
          <p className="apply__note">This text is too long for the browser to keep: it will be gone after a reload.</p>
        )}
      </div>
      {state.step === 'refused' && (
        <p role="alert" className="apply__refusal">
          Nothing was applied. {problemCount === 1 ? 'Fix the problem' : `Fix the ${problemCount} problems`} above and
          apply again.
        </p>
      )}
      <div className="apply__row">
        <Button
          label={label(state)}
          look="primary"
          disabled={isBusy}
          aria-keyshortcuts="Control+Enter"
          onClick={onApply}
        />
        <p id="manifest-keys" className="apply__keys">
          <kbd>Ctrl</kbd>+<kbd>Enter</kbd> applies, <kbd>Ctrl</kbd>+<kbd>M</kbd> lets <kbd>Tab</kbd> leave the editor
        </p>
      </div>
    </div>
  )
}

function label(state: ApplyState): string {
  if (state.step === 'checking') return 'Checking …'
  if (state.step === 'applying') return `Applying ${state.count} …`
  return 'Apply'
}
