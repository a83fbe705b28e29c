import { ViewportPortal } from '@xyflow/react'
import { classNames } from '../ui'
import { identityClass } from './model'
import { scene, useMoves } from './scene'

/** Pods that move: a name flies along its path from the old machine to the new one. */
export function Travellers() {
  const moves = useMoves()
  if (moves.length === 0) return null
  return (
    <ViewportPortal>
      {moves.map(({ id, name, ordinal, path }) => (
        <div key={id} className={classNames('traveller', identityClass(ordinal))} aria-hidden="true">
          <svg className="traveller__trail" aria-hidden="true">
            <path d={path} pathLength={1} />
          </svg>
          <span
            className="traveller__name"
            style={{ offsetPath: `path("${path}")` }}
            onAnimationEnd={() => scene.endMove(id)}
          >
            {name}
          </span>
        </div>
      ))}
    </ViewportPortal>
  )
}
