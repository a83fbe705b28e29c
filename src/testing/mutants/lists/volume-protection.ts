import type { MutantGroup } from '../types'

export const volumeProtection: MutantGroup = {
  folder: 'src/controllers/volume-protection',
  cases: ['conformance/cases/storage'],
  mutants: [
    {
      rule: 'VP-1',
      what: 'the finalizer is not added',
      file: 'claim-protection.ts',
      find: 'return hasFinalizer(claim, finalizer) ? nothing : { actions: [withFinalizer(claim, finalizer)] }',
      replace: 'return nothing',
    },
    {
      rule: 'VP-2',
      what: 'a pod without a node keeps the claim',
      file: 'claim-protection.ts',
      find: 'const isUsed = pods.some(({ spec }) => spec.nodeName)',
      replace: 'const isUsed = pods.length > 0',
    },
    {
      rule: 'VP-2',
      what: 'a finished pod does not count',
      file: 'claim-protection.ts',
      find: 'const isUsed = pods.some(({ spec }) => spec.nodeName)',
      replace: 'const isUsed = pods.some(pod => pod.spec.nodeName && !isPodOver(pod))',
    },
    {
      rule: 'VP-3',
      what: 'ended pods count',
      file: 'claim-protection.ts',
      find: 'const isUnused = pods.every(isPodOver)',
      replace: 'const isUnused = pods.length === 0',
    },
    {
      rule: 'VP-3',
      what: 'terminating pods count until they are gone',
      file: '../../volumes/pods.ts',
      find: 'if (metadata.deletionTimestamp === undefined) return false',
      replace: 'if (metadata.deletionTimestamp !== "") return false',
    },
    {
      rule: 'VP-4',
      what: 'the condition comes before the claim is Bound',
      file: 'claim-protection.ts',
      find: "const condition = claim.status.phase === 'Bound' ? unusedCondition(claim, pods, now) : undefined",
      replace: 'const condition = unusedCondition(claim, pods, now)',
    },
    {
      rule: 'VP-5',
      what: 'volumes do not get the finalizer',
      file: 'volume-protection.ts',
      find: 'return { actions: [withFinalizer(volume, finalizer)] }',
      replace: 'return nothing',
    },
    {
      rule: 'VP-6',
      what: 'a Bound volume goes',
      file: 'volume-protection.ts',
      find: "return volume.status.phase === 'Bound' ? nothing :",
      replace: "return volume.status.phase === 'Pending' ? nothing :",
    },
  ],
}
