import { FitAddon } from '@xterm/addon-fit'
import { Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'
import { Console } from './console'
import type { PageFiles } from './files'
import { followLog } from './log-text'
import { coloured } from './output'
import { onThemeChange, terminalTheme } from './theme'

/** A terminal on the page. */
export interface MountedTerminal {
  focus(): void
  dispose(): void
}

const greeting = `${coloured('kubectl, and a small shell around it: try kubectl get pods -w, or help.', 90)}\r\n`

/** Puts a terminal into an element; `onLeave` is called when a person wants to go on elsewhere. */
export function mountTerminal(element: HTMLElement, files: PageFiles, onLeave: () => void): MountedTerminal {
  const terminal = new Terminal({
    fontFamily: '"Plex Mono", ui-monospace, monospace',
    fontSize: matchMedia('(max-width: 640px)').matches ? 12 : 13,
    lineHeight: 1.25,
    scrollback: 5000,
    overviewRuler: { width: 8 },
    // Everything is there as text, too, for whoever reads with the ears.
    screenReaderMode: true,
    minimumContrastRatio: 4.5,
    cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    theme: terminalTheme(),
  })
  const fit = new FitAddon()
  terminal.loadAddon(fit)
  terminal.open(element)
  terminal.textarea?.setAttribute('aria-label', 'Terminal: type a command. Tab completes, Escape leaves.')
  fit.fit()
  const person = new Console(terminal, files, onLeave)
  terminal.attachCustomKeyEventHandler(event => isForTerminal(event, terminal))
  // Pastes come as one piece, and nothing of them runs before Enter.
  terminal.write('\x1b[?2004h')
  terminal.onData(data => person.receive(data))
  person.start(greeting)
  const stops = [
    followLog(text => person.interject(text)),
    onThemeChange(() => {
      terminal.options.theme = terminalTheme()
    }),
    keepFitting(element, fit, () => person.resized()),
  ]
  return {
    focus: () => terminal.focus(),
    dispose: () => {
      for (const stop of stops) stop()
      terminal.dispose()
    },
  }
}

/** Copying, pasting and going elsewhere are the browser's. */
function isForTerminal(event: KeyboardEvent, terminal: Terminal): boolean {
  const { key, ctrlKey, metaKey, shiftKey } = event
  if (key === 'Tab' && shiftKey) return false
  if (ctrlKey && key === '`') return false
  if ((ctrlKey || metaKey) && (key === 'v' || key === 'V')) return false
  if (ctrlKey && key === 'c' && terminal.hasSelection()) {
    if (event.type === 'keydown') setTimeout(() => terminal.clearSelection())
    return false
  }
  return !(ctrlKey && shiftKey && key === 'C')
}

function keepFitting(element: HTMLElement, fit: FitAddon, onFitted: () => void): () => void {
  let isOver = false
  const refit = () => {
    if (isOver || element.clientHeight === 0) return
    fit.fit()
    onFitted()
  }
  const observer = new ResizeObserver(refit)
  observer.observe(element)
  // Letters are measured anew once they are those of the page.
  void document.fonts.load('13px "Plex Mono"').then(refit)
  return () => {
    isOver = true
    observer.disconnect()
  }
}
