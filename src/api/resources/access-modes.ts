import type { AccessMode } from '../../kinds'
import { type FieldError, forbidden, notSupported } from './field-error'

const shortNames: Readonly<Record<AccessMode, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
}
const supported = Object.keys(shortNames).sort()

/** Access modes as tables show them, `RWO,ROX`, in a fixed order (`GetAccessModesAsString`). */
export function accessModesText(modes: readonly AccessMode[] = []): string {
  const names = Object.entries(shortNames).filter(([mode]) => modes.includes(mode as AccessMode))
  return names.map(([, name]) => name).join(',')
}

/** Known modes only, and ReadWriteOncePod by itself; that there is one at all is checked by claim and volume in their own words. */
export function accessModeErrors(modes: readonly string[] = [], path: string): readonly FieldError[] {
  const errors = modes.filter(mode => !supported.includes(mode)).map(mode => notSupported(path, mode, supported))
  const hasOthers = modes.some(mode => mode !== 'ReadWriteOncePod' && supported.includes(mode))
  if (modes.includes('ReadWriteOncePod') && hasOthers)
    errors.push(forbidden(path, 'may not use ReadWriteOncePod with other access modes'))
  return errors
}
