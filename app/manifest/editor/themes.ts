import type * as Monaco from 'monaco-editor/editor'

/** Gives Monaco the colours of the page, in both themes. */
export function defineThemes({ editor }: typeof Monaco): void {
  editor.defineTheme('lab-light', {
    base: 'vs',
    inherit: true,
    rules: [
      { token: 'type', foreground: '0b5394' },
      { token: 'string.yaml', foreground: '17201c' },
      { token: 'number', foreground: '9a4d00' },
      { token: 'keyword', foreground: '9a4d00' },
      { token: 'comment', foreground: '68736d' },
      { token: 'operators', foreground: '4b5751' },
    ],
    colors: {
      'editor.background': '#ffffff',
      'editor.foreground': '#17201c',
      'editorLineNumber.foreground': '#8a958f',
      'editorLineNumber.activeForeground': '#17201c',
      'editor.lineHighlightBackground': '#f3f4f2',
      'editor.lineHighlightBorder': '#00000000',
      'editorError.foreground': '#b3261e',
      'editorIndentGuide.background1': '#e6e9e6',
      'editorIndentGuide.activeBackground1': '#b9c0bb',
      focusBorder: '#0b5cad',
    },
  })
  editor.defineTheme('lab-dark', {
    base: 'vs-dark',
    inherit: true,
    rules: [
      { token: 'type', foreground: '7cb8f2' },
      { token: 'string.yaml', foreground: 'e9eeeb' },
      { token: 'number', foreground: 'f0b45c' },
      { token: 'keyword', foreground: 'f0b45c' },
      { token: 'comment', foreground: '8f9c95' },
      { token: 'operators', foreground: 'b3bfb9' },
    ],
    colors: {
      'editor.background': '#1a211e',
      'editor.foreground': '#e9eeeb',
      'editorLineNumber.foreground': '#6f7b75',
      'editorLineNumber.activeForeground': '#e9eeeb',
      'editor.lineHighlightBackground': '#212926',
      'editor.lineHighlightBorder': '#00000000',
      'editorError.foreground': '#ff8f86',
      'editorIndentGuide.background1': '#2c3632',
      'editorIndentGuide.activeBackground1': '#47534d',
      'editorWidget.background': '#212926',
      focusBorder: '#7cb8f2',
    },
  })
}
