import { fileURLToPath } from 'node:url'

/** Where the lines, what the real kubectl said to them, and the worlds are kept. */
export const folder = fileURLToPath(new URL('../../../conformance/kubectl', import.meta.url))

/** Manifests and other files that lines name; both kubectls run in this folder. */
export const filesFolder = `${folder}/files`
