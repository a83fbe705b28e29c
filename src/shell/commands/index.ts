import type { Program } from '../process'
import { awk } from './awk'
import { curl } from './curl'
import { grep } from './grep'
import { helpOn } from './help'
import { jq } from './jq'
import { sort, uniq, wc } from './lists'
import { cat, clear, echo, history, ls, no, sleep, xargs, yes } from './simple'
import { head, tail } from './slices'
import { watch } from './watch'

const help = helpOn(() => programs.values())

/** All commands but kubectl, by name, in the order in which help lists them. */
export const programs: ReadonlyMap<string, Program> = new Map(
  [
    grep,
    head,
    tail,
    wc,
    sort,
    uniq,
    awk,
    jq,
    xargs,
    watch,
    sleep,
    echo,
    cat,
    ls,
    curl,
    history,
    clear,
    yes,
    no,
    help,
  ].map(program => [program.name, program]),
)
