import { createRoot } from 'react-dom/client'
import '../../app/ui/tokens.css'
import '../../app/ui/base.css'
import '../../app/ui/ui.css'
import { reflectPage, startWorld } from '../../app/session'
import { App } from '../../app/shell'

/** The page of the frame benchmark: the lab itself on synthetic frames, or, with `?plain`, bare elements changed by hand. */
const query = new URLSearchParams(location.search)

const worker = query.has('plain') ? undefined : syntheticWorker()
Object.assign(window, { countFrames })
if (worker) showLab(worker)
else showPlainElements(Number(query.get('plain')), Number(query.get('changes')))
drawOn()

function syntheticWorker(): Worker {
  return new Worker(new URL('./synthetic-worker.ts', import.meta.url), { type: 'module', name: query.toString() })
}

/** Asks for changes once for every frame that is drawn. */
function drawOn(): void {
  worker?.postMessage('draw')
  requestAnimationFrame(drawOn)
}

/** The real page on the real session; only the worker behind it is another one. */
function showLab(engine: Worker): void {
  window.Worker = new Proxy(window.Worker, { construct: () => engine })
  reflectPage()
  startWorld(query)
  createRoot(document.getElementById('root') as HTMLElement).render(<App />)
}

/** The baseline: as many elements, as many changes a frame, and nothing else. */
function showPlainElements(count: number, changes: number): void {
  const root = document.getElementById('root') as HTMLElement
  const texts = Array.from({ length: count }, (_, i) => {
    const element = document.createElement('div')
    element.style.cssText = `position:absolute;left:${(i % 40) * 34}px;top:${Math.floor(i / 40) * 18}px;font-size:11px`
    element.append(`e${i}`)
    root.append(element)
    return element.firstChild as Text
  })
  let turn = 0
  const change = () => {
    turn++
    for (let i = 0; i < changes; i++) (texts[(turn * 7 + i * 31) % count] as Text).data = `e${turn % 1000}`
    requestAnimationFrame(change)
  }
  change()
}

/** The milliseconds between frames, so many times; called by `bench/frames.ts`. */
function countFrames(count: number): Promise<readonly number[]> {
  return new Promise(resolve => {
    const intervals: number[] = []
    let last = performance.now()
    const next = (now: number) => {
      intervals.push(now - last)
      last = now
      if (intervals.length < count) requestAnimationFrame(next)
      else resolve(intervals)
    }
    requestAnimationFrame(next)
  })
}
