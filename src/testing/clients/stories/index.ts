import type { Story } from '../line'
import { asking } from './asking'
import { changing } from './changing'
import { charts } from './charts'
import { deploying } from './deploying'
import { explaining } from './explaining'
import { going } from './going'
import { machines } from './machines'
import { manifests } from './manifests'
import { watching } from './watching'
import { web } from './web'

/** All stories, in the order they are played at one cluster. Each leaves as little behind as it found. */
export const stories: readonly Story[] = [
  asking,
  explaining,
  manifests,
  changing,
  web,
  watching,
  deploying,
  machines,
  going,
  charts,
]
