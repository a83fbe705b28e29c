import './app.css'
import { useRef } from 'react'
import { ClockBar } from '../clock'
import { CommandLog, OutsideSign } from '../command-log'
import { ConnectionChip, ConnectionNotice, QuestionDialog } from '../connection'
import { GraphPane } from '../graph'
import { pageFiles } from '../manifest'
import { openDock, useHasSimulation, usePage, useWorldFailure } from '../session'
import { StartCard } from '../start'
import { Terminal } from '../terminal'
import { Button, classNames, Fence } from '../ui'
import { DockPane } from './dock'
import { Stopped } from './stopped'
import { ThemeButton } from './theme-button'
import { useObjectKeys } from './use-object-keys'
import { useTerminalKey } from './use-terminal-key'
import { Wordmark } from './wordmark'

/** The page: clock above, graph in the middle, one pane at the side, the command log below. */
export function App() {
  const dock = usePage(state => state.dock)
  const isTerminalOpen = usePage(state => state.isTerminalOpen)
  const hasBeenOpen = useRef(false)
  if (isTerminalOpen) hasBeenOpen.current = true
  const failure = useWorldFailure()
  const hasSimulation = useHasSimulation()
  useObjectKeys()
  useTerminalKey()
  return (
    <div className={classNames('app', dock && 'app--docked', isTerminalOpen && 'app--terminal')}>
      <header className="app__header">
        <Wordmark />
        <div className="app__where">
          <ConnectionChip />
          {hasSimulation && <ClockBar />}
        </div>
        <div className="app__tools">
          <Button
            label="Manifest"
            icon="code"
            aria-pressed={dock === 'manifest'}
            onClick={() => openDock(dock === 'manifest' ? undefined : 'manifest')}
          />
          <ThemeButton />
        </div>
      </header>
      <main className="app__stage">
        <Fence what="the drawing">
          <GraphPane />
        </Fence>
        <StartCard />
        <ConnectionNotice />
        {failure && (
          <div className="app__failure">
            <Stopped reason={failure} />
          </div>
        )}
      </main>
      <DockPane />
      <footer className="app__footer">
        <Fence what="the terminal">
          <Terminal files={pageFiles} sign={<OutsideSign />} />
        </Fence>
        {!isTerminalOpen && (
          <Fence what="the log of commands">
            <CommandLog isBack={hasBeenOpen.current} />
          </Fence>
        )}
      </footer>
      <QuestionDialog />
    </div>
  )
}
