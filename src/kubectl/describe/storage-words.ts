import { type AccessMode, ageOf, type Time, type Timestamp } from '../../kinds'

/** The annotation that named a class before there was a field (`BetaStorageClassAnnotation`). */
const betaClass = 'volume.beta.kubernetes.io/storage-class'

interface Classed {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> }
  readonly spec?: { readonly storageClassName?: string }
}

/** The class of a claim, of a template of claims or of a volume (`GetPersistentVolumeClaimClass`). */
export function claimClassOf({ metadata, spec }: Classed): string {
  return metadata?.annotations?.[betaClass] ?? spec?.storageClassName ?? ''
}

const shortModes: readonly (readonly [AccessMode, string])[] = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
]

/** `RWO,RWX`, always in this order (`GetAccessModesAsString`). */
export function accessModesText(modes: readonly AccessMode[] = []): string {
  return shortModes.flatMap(([mode, short]) => (modes.includes(mode) ? [short] : [])).join(',')
}

/** `[a b]`: a list as Go prints it. */
export function goList(words: readonly string[] = []): string {
  return `[${words.join(' ')}]`
}

/** The phase of a claim or of a volume, or for how long it has been waiting to go. */
export function phaseText(
  { deletionTimestamp }: { readonly deletionTimestamp?: Timestamp },
  phase: string | undefined,
  at: Time,
): string {
  return deletionTimestamp ? `Terminating (lasts ${ageOf(deletionTimestamp, at)})` : (phase ?? '')
}
