import type { Controller } from '../controllers/runtime'
import type { Seed } from '../sim'
import type { WorldSettings } from './types'

/** The control plane: what kube-controller-manager and kube-scheduler run. One line a controller. */
export function controlPlane(_settings: WorldSettings, _seed: Seed): readonly Controller[] {
  return []
}

/** What only a lab with machines runs: kubelets, machines, and the provisioner of network disks. */
export function realWorld(_seed: Seed): readonly Controller[] {
  return []
}
