import { readFileSync } from 'node:fs'
import { splitWords } from '../../kubectl'
import { filesFolder, folder } from './folder'

/** One line of a list: commands that are run one after the other in the same world, which nobody has written to before. */
export interface Line {
  readonly text: string
  readonly commands: readonly LineCommand[]
}

/** A command without the word `kubectl`, and what it reads from standard input. */
export interface LineCommand {
  readonly words: readonly string[]
  readonly stdin?: string
}

/** The lines of a list, without empty ones and comments (`#`). */
export function linesOf(name: string): readonly Line[] {
  return readFileSync(`${folder}/${name}.txt`, 'utf8')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(lineOf)
}

/** `a b && c - < file`: commands after each other, and a file of `files/` as standard input. */
export function lineOf(text: string): Line {
  const commands: LineCommand[] = []
  let words: string[] = []
  let stdin: string | undefined
  const end = () => {
    commands.push({ words, ...(stdin !== undefined && { stdin }) })
    words = []
    stdin = undefined
  }
  const all = splitWords(text)
  for (let i = 0; i < all.length; i++) {
    if (all[i] === '&&') end()
    else if (all[i] === '<') stdin = readFileSync(`${filesFolder}/${all[++i]}`, 'utf8')
    else words.push(all[i] as string)
  }
  end()
  return { text, commands }
}
