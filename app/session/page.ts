import { create } from 'zustand'
import { parseReference, type Reference, referenceText } from './reference'

/** What the side pane shows; undefined when it is closed. */
export type Dock = 'manifest' | 'object'
export type Theme = 'system' | 'light' | 'dark'

interface PageState {
  /** The selected object, as `Kind/namespace/name`. */
  readonly selected: string | undefined
  readonly dock: Dock | undefined
  readonly theme: Theme
  readonly isTerminalOpen: boolean
  /** Manifest text that the editor should open; `count` tells two openings of the same text apart. */
  readonly opened: { readonly text: string; readonly title: string; readonly count: number } | undefined
}

const themeKey = 'statefulset-lab.theme'
// Without a document (in tests of what is pure) nothing is selected.
const initial = new URLSearchParams(globalThis.location?.search)

/** What is selected and open on the page. Selection and pane live in the URL, the theme in the browser. */
export const usePage = create<PageState>(() => ({
  selected: parseReference(initial.get('select')) ? (initial.get('select') as string) : undefined,
  dock: dockFrom(initial.get('pane')),
  theme: readTheme(),
  isTerminalOpen: initial.has('terminal'),
  opened: undefined,
}))

/** Selects an object and shows it in the side pane. */
export function select(reference: Reference): void {
  usePage.setState({ selected: referenceText(reference), dock: 'object' })
}

export function deselect(): void {
  usePage.setState(state => ({ selected: undefined, dock: state.dock === 'object' ? undefined : state.dock }))
}

export function openDock(dock: Dock | undefined): void {
  usePage.setState({ dock })
}

/** Opens the terminal, or closes it. */
export function openTerminal(isTerminalOpen: boolean): void {
  usePage.setState({ isTerminalOpen })
}

/** Shows a manifest in the editor pane. */
export function openManifest(text: string, title: string): void {
  usePage.setState(state => ({ dock: 'manifest', opened: { text, title, count: (state.opened?.count ?? 0) + 1 } }))
}

export function setTheme(theme: Theme): void {
  usePage.setState({ theme })
  try {
    localStorage.setItem(themeKey, theme)
  } catch {
    // A browser that keeps nothing still shows the theme until it is closed.
  }
}

/** The selected object's reference. */
export function useSelected(): Reference | undefined {
  return parseReference(usePage(state => state.selected))
}

/** Keeps the address bar and the document's theme in step with the page's state; returns how to stop it. */
export function reflectPage(): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const reflect = () => {
    const { selected, dock, theme, isTerminalOpen } = usePage.getState()
    const wantsDark = theme === 'dark' || (theme === 'system' && dark.matches)
    document.documentElement.dataset.theme = wantsDark ? 'dark' : 'light'
    const query = new URLSearchParams(location.search)
    put(query, 'select', selected)
    put(query, 'pane', dock)
    put(query, 'terminal', isTerminalOpen ? 'open' : undefined)
    const text = query.toString().replaceAll('%2F', '/')
    const address = `${location.pathname}${text && `?${text}`}${location.hash}`
    if (address !== `${location.pathname}${location.search}${location.hash}`) history.replaceState(null, '', address)
  }
  reflect()
  dark.addEventListener('change', reflect)
  const stop = usePage.subscribe(reflect)
  return () => {
    stop()
    dark.removeEventListener('change', reflect)
  }
}

function put(query: URLSearchParams, name: string, value: string | undefined): void {
  if (value) query.set(name, value)
  else query.delete(name)
}

function dockFrom(text: string | null): Dock | undefined {
  return text === 'manifest' || text === 'object' ? text : undefined
}

function readTheme(): Theme {
  try {
    const theme = localStorage.getItem(themeKey)
    return theme === 'light' || theme === 'dark' ? theme : 'system'
  } catch {
    return 'system'
  }
}
