import { deepEqual } from '../base'
import type { Pod } from '../kinds'

type Spec = Pod['spec']

/** What of a pod decides what a node by itself says to it: the same object for all pods that are alike in that, as those of a set are. */
export interface Shape {
  readonly spec: Spec
}

const shapesKnown = new WeakMap<Spec['containers'], Shape[]>()

/** The shape of a pod. */
export function shapeOf({ spec }: Pod): Shape {
  let shapes = shapesKnown.get(spec.containers)
  if (!shapes) {
    shapes = []
    shapesKnown.set(spec.containers, shapes)
  }
  for (const shape of shapes) if (isAlike(shape.spec, spec)) return shape
  const shape = { spec }
  shapes.push(shape)
  return shape
}

function isAlike(a: Spec, b: Spec): boolean {
  return (
    a === b ||
    (isSame(a.tolerations, b.tolerations) &&
      isSame(a.nodeSelector, b.nodeSelector) &&
      isSame(a.affinity, b.affinity) &&
      isSame(a.topologySpreadConstraints, b.topologySpreadConstraints) &&
      isSame(a.initContainers, b.initContainers) &&
      isSame(a.resources, b.resources) &&
      isSame(a.overhead, b.overhead))
  )
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || deepEqual(a, b)
}
