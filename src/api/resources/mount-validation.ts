import { type FieldError, forbidden, invalid, notFound, notSupported, required } from './field-error'
import type { WireContainer, WireVolumeMount } from './pod-wire'
import { hasBackstep, type VolumeSources, validateDescendingPath } from './volume-validation'

const propagations = ['Bidirectional', 'HostToContainer', 'None']
const recursions = ['Disabled', 'Enabled', 'IfPossible']

/** Where a container sees its volumes (`pkg/apis/core/validation: ValidateVolumeMounts`, `ValidateVolumeDevices`). */
export function validateMounts(
  errors: FieldError[],
  path: string,
  container: WireContainer,
  volumes: VolumeSources,
): void {
  const { volumeMounts, volumeDevices } = container
  if (volumeMounts) {
    const at = `${path}.volumeMounts`
    const places = new Set<string>()
    volumeMounts.forEach((mount, index) => {
      validateMount(errors, `${at}[${index}]`, mount, places, volumes)
      for (const device of volumeDevices ?? []) {
        if (device.name === mount.name)
          errors.push(invalid(`${at}[${index}].name`, mount.name, 'must not already exist in volumeDevices'))
        if (device.devicePath === mount.mountPath)
          errors.push(
            invalid(`${at}[${index}].mountPath`, mount.mountPath, 'must not already exist as a path in volumeDevices'),
          )
      }
      validateParts(errors, at, index, mount, container.securityContext?.privileged === true)
    })
  }
  if (volumeDevices) validateDevices(errors, `${path}.volumeDevices`, volumeDevices, volumeMounts ?? [], volumes)
}

function validateMount(
  errors: FieldError[],
  path: string,
  { name = '', mountPath = '' }: WireVolumeMount,
  places: Set<string>,
  volumes: VolumeSources,
): void {
  if (!name) errors.push(required(`${path}.name`))
  if (!volumes.has(name)) errors.push(notFound(`${path}.name`, name))
  if (!mountPath) errors.push(required(`${path}.mountPath`))
  if (places.has(mountPath)) errors.push(invalid(`${path}.mountPath`, mountPath, 'must be unique'))
  places.add(mountPath)
}

/** These errors are reported at the list, not at the mount, as upstream does. */
function validateParts(
  errors: FieldError[],
  path: string,
  index: number,
  { subPath, subPathExpr, mountPropagation, recursiveReadOnly, readOnly }: WireVolumeMount,
  isPrivileged: boolean,
): void {
  if (subPath) validateDescendingPath(errors, `${path}.subPath`, subPath)
  if (subPathExpr) {
    const detail = 'subPathExpr and subPath are mutually exclusive'
    if (subPath) errors.push(invalid(`${path}[${index}].subPathExpr`, subPathExpr, detail))
    validateDescendingPath(errors, `${path}.subPathExpr`, subPathExpr)
  }
  if (mountPropagation) {
    const at = `${path}.mountPropagation`
    if (!propagations.includes(mountPropagation)) errors.push(notSupported(at, mountPropagation, propagations))
    if (mountPropagation === 'Bidirectional' && !isPrivileged)
      errors.push(forbidden(at, 'Bidirectional mount propagation is available only to privileged containers'))
  }
  if (!recursiveReadOnly || recursiveReadOnly === 'Disabled') return
  const at = `${path}.recursiveReadOnly`
  if (!recursions.includes(recursiveReadOnly)) return void errors.push(notSupported(at, recursiveReadOnly, recursions))
  if (!readOnly) errors.push(forbidden(at, 'may only be specified when readOnly is true'))
  if (mountPropagation && mountPropagation !== 'None')
    errors.push(forbidden(at, 'may only be specified when mountPropagation is None or not specified'))
}

function validateDevices(
  errors: FieldError[],
  path: string,
  devices: NonNullable<WireContainer['volumeDevices']>,
  mounts: readonly WireVolumeMount[],
  volumes: VolumeSources,
): void {
  const names = new Set<string>()
  const places = new Set<string>()
  devices.forEach(({ name = '', devicePath = '' }, index) => {
    const at = `${path}[${index}]`
    const volume = volumes.get(name)
    if (!name) errors.push(required(`${at}.name`))
    if (names.has(name)) errors.push(invalid(`${at}.name`, name, 'must be unique'))
    if (!volume) errors.push(notFound(`${at}.name`, name))
    else if (!volume.persistentVolumeClaim && !volume.ephemeral)
      errors.push(
        invalid(
          `${at}.name`,
          name,
          'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
        ),
      )
    if (!devicePath) errors.push(required(`${at}.devicePath`))
    if (places.has(devicePath)) errors.push(invalid(`${at}.devicePath`, devicePath, 'must be unique'))
    if (hasBackstep(devicePath))
      errors.push(invalid(`${at}.devicePath`, devicePath, "can not contain backsteps ('..')"))
    else places.add(devicePath)
    if (mounts.some(mount => mount.name === name))
      errors.push(invalid(`${at}.name`, name, 'must not already exist in volumeMounts'))
    if (mounts.some(mount => mount.mountPath === devicePath))
      errors.push(invalid(`${at}.devicePath`, devicePath, 'must not already exist as a path in volumeMounts'))
    if (name) names.add(name)
  })
}
