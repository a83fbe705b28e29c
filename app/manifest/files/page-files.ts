import { openManifest } from '../../session'
import { changeWorkspace, useWorkspace } from './use-workspace'
import { withoutFile, withWritten } from './workspace'

/** The manifests as files that a command line can name: those in the editor, and the examples. */
export const pageFiles = {
  async names(): Promise<readonly string[]> {
    const written = files()
      .filter(({ text }) => text !== '')
      .map(({ name }) => name)
    return [...new Set([...written, ...(await examples()).map(({ fileName }) => fileName)])]
  },

  async read(name: string): Promise<string | undefined> {
    const own = files().find(file => file.name === name && file.text !== '')
    return own?.text ?? (await examples()).find(({ fileName }) => fileName === name)?.text
  },

  /** False for what is no manifest. */
  write(name: string, text: string): boolean {
    if (!/^[^/]+\.(?:ya?ml|json)$/.test(name)) return false
    changeWorkspace(workspace => withWritten(workspace, name, text))
    return true
  },

  /** Shows a text in the editor, until it is taken back. */
  show(name: string, text: string): void {
    pageFiles.takeBack(name)
    openManifest(text, name)
  },

  /** The text as it is now; closes it. */
  takeBack(name: string): string | undefined {
    const file = files().find(each => each.name === name)
    if (file) changeWorkspace(workspace => withoutFile(workspace, file.id))
    return file?.text
  },
}

function files() {
  return useWorkspace.getState().workspace.files
}

/** They are long, and only needed when somebody asks for files. */
async function examples() {
  const { brokenExamples, workingExamples } = await import('../examples/examples')
  return [...workingExamples, ...brokenExamples]
}
