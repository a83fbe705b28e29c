import { mergePatch, patchLine } from './paths'
import type { Command } from './types'

const patch = { spec: { claimRef: null } }

/** Forget which claim a volume belonged to, so that another may bind it. The bytes stay. */
export const releaseVolume: Command = {
  id: 'release-volume',
  kinds: ['PersistentVolume'],
  icon: 'release',
  label: () => 'Make available',
  title: (_, target) => `Make volume ${target.name} available again`,
  isEnabled: (view, target) => view.get('PersistentVolume', target.name)?.status?.phase === 'Released',
  consequence: () => 'The next claim that fits gets this volume, with the old data still on it.',
  kubectl: (_, target) => patchLine('pv', target, patch),
  requests: (_, target) => [mergePatch(target, patch)],
}
