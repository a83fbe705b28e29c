import type { ITheme } from '@xterm/xterm'

/** The colours of the page, as a terminal names them. */
export function terminalTheme(): ITheme {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    background: token('surface'),
    foreground: token('ink'),
    cursor: token('ink'),
    cursorAccent: token('surface'),
    selectionBackground: `${token('focus')}44`,
    red: token('bad'),
    green: token('good'),
    yellow: token('warn'),
    blue: token('busy'),
    brightBlack: token('ink-faint'),
    scrollbarSliderBackground: token('line'),
    scrollbarSliderHoverBackground: token('line-strong'),
    scrollbarSliderActiveBackground: token('line-strong'),
    overviewRulerBorder: token('surface'),
  }
}

/** Calls back when the page changes between light and dark; returns how to stop it. */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}
