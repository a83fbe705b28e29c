import { describe, expect, it } from 'vitest'
import type { PersistentVolumeClaimSpec, PodSpec } from '../../kinds'
import { goForm } from './go-form'
import { claimSpecDiff, podSpecDiff } from './spec-diff'
import { unifiedDiff } from './unified-diff'

const claim: PersistentVolumeClaimSpec = {
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage: '1Mi' } },
  volumeMode: 'Filesystem',
  volumeName: 'v-grow',
  storageClassName: 'grow',
}

describe('diff of an immutable spec', () => {
  it('names fields as Go does and shows three lines of context', () => {
    expect(claimSpecDiff(claim, { ...claim, accessModes: ['ReadWriteMany'] })).toBe(
      '@@ -1,6 +1,6 @@\n {\n  "AccessModes": [\n-  "ReadWriteOnce"\n+  "ReadWriteMany"\n  ],\n  "Selector": null,\n  "Resources": {\n',
    )
  })

  it('shows a struct that was absent', () => {
    expect(claimSpecDiff(claim, { ...claim, selector: { matchLabels: { a: 'b' } } })).toContain(
      '- "Selector": null,\n+ "Selector": {\n+  "matchLabels": {\n+   "a": "b"\n+  }\n+ },\n',
    )
  })

  it('is empty for equal specs', () => {
    expect(claimSpecDiff(claim, { ...claim })).toBe('')
  })

  it('knows the fields of a pod', () => {
    const pod = { containers: [{ name: 'm', image: 'i' }], hostname: 'a' } as unknown as PodSpec
    expect(podSpecDiff(pod, { ...pod, hostname: 'h' })).toContain(
      '- "Hostname": "a",\n+ "Hostname": "h",\n  "Subdomain": "",\n',
    )
  })
})

describe('unified diff', () => {
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1))

  it('parts changes that are far from each other into hunks', () => {
    const after = numbers(30)
    after[4] = 'x'
    after[24] = 'y'
    expect(unifiedDiff(numbers(30), after)).toBe(
      '@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n@@ -22,7 +22,7 @@\n 22\n 23\n 24\n-25\n+y\n 26\n 27\n 28\n',
    )
  })

  it('joins changes whose contexts touch', () => {
    const after = numbers(12)
    after[2] = 'x'
    after[8] = 'y'
    expect(unifiedDiff(numbers(12), after).match(/@@ /g)).toHaveLength(1)
  })

  it('writes ranges of one line and of none as diff does', () => {
    expect(unifiedDiff([], ['a'])).toBe('@@ -0,0 +1 @@\n+a\n')
  })
})

describe('Go form', () => {
  it('prints absent fields as zero values, pointers as null', () => {
    expect(JSON.stringify(goForm('ServicePort', { port: 80, protocol: 'TCP' }))).toBe(
      '{"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}',
    )
  })

  it('keeps the JSON names of tagged structs', () => {
    expect(goForm('PersistentVolumeClaimTemplate', { metadata: { name: 'x' }, spec: claim })).toMatchObject({
      Spec: { VolumeName: 'v-grow' },
    })
  })
})
