import type { Container, Disk, DiskFile, Sandbox, SandboxContainer, Time, VolumeMount } from '../kinds'
import type { FileView } from './types'

/** Reads a disk as it is now, by name. */
export type ReadDisk = (name: string) => Disk | undefined

/** Where an absolute path leads: to a disk, or (without one) to the container's own layer. */
interface Place {
  readonly disk?: string
  readonly path: string
  readonly isReadOnly: boolean
}

/** A directory's path without the slash at its end. */
function bare(directory: string): string {
  return directory.endsWith('/') ? directory.slice(0, -1) : directory
}

function isBelow(path: string, directory: string): boolean {
  return directory === '/' || path === directory || path.startsWith(`${directory}/`)
}

function mountOf(path: string, mounts: readonly VolumeMount[]): VolumeMount | undefined {
  let best: VolumeMount | undefined
  for (const mount of mounts)
    if (isBelow(path, mount.mountPath) && mount.mountPath.length > (best?.mountPath.length ?? -1)) best = mount
  return best
}

/** A disk that was taken from the machine while it was mounted answers nothing any more. */
function reached(name: string, { spec }: Sandbox, readDisk: ReadDisk): Disk | undefined {
  const disk = readDisk(name)
  if (!disk?.spec.mustBeAttached || disk.status.attachedTo?.includes(spec.machine)) return disk
  return undefined
}

function rootOf(mount: VolumeMount): string {
  return mount.subPath ? `/${mount.subPath.replace(/^\/+|\/+$/g, '')}` : ''
}

function placeOf(path: string, container: Container, sandbox: Sandbox): Place {
  const mount = mountOf(path, container.volumeMounts ?? [])
  const disk = mount && sandbox.status.mounts[mount.name]
  if (!mount || disk === undefined) return { path, isReadOnly: false }
  const rest = mount.mountPath === '/' ? path : path.slice(mount.mountPath.length)
  return { disk, path: rootOf(mount) + (rest || '/'), isReadOnly: mount.readOnly === true }
}

/** The files of a container: those of its mounts, and its own layer. */
export function fileView(
  container: Container,
  state: SandboxContainer,
  sandbox: Sandbox,
  readDisk: ReadDisk,
): FileView {
  const mounts = container.volumeMounts ?? []
  const list = (directory: string): readonly string[] => {
    const below = bare(directory)
    const paths = Object.keys(state.layer ?? {}).filter(path => isBelow(path, below))
    for (const mount of mounts) {
      const root = rootOf(mount)
      const files = reached(sandbox.status.mounts[mount.name] ?? '', sandbox, readDisk)?.status.files ?? []
      for (const file of files)
        if (isBelow(file.path, root || '/')) paths.push(mount.mountPath + file.path.slice(root.length))
    }
    return paths.filter(path => isBelow(path, below)).sort()
  }
  return {
    list,
    hasDirectory: path =>
      path === '/' || mounts.some(({ mountPath }) => isBelow(mountPath, bare(path))) || list(path).length > 0,
    read(path) {
      const place = placeOf(path, container, sandbox)
      if (place.disk === undefined) return state.layer?.[place.path]
      return reached(place.disk, sandbox, readDisk)?.status.files.find(file => file.path === place.path)?.content
    },
  }
}

/** A file to write (`content`) or to remove (none). */
export interface FileChange {
  readonly path: string
  readonly content?: string
}

/** What a change of one file leads to: a new disk, a new layer, or a line that says why not. */
export type FileResult =
  | { readonly disk: Disk }
  | { readonly layer: Readonly<Record<string, string>> }
  | { readonly refused: string }

/** Writes or removes a file for a container; a disk remembers who wrote it last. */
export function changeFile(
  change: FileChange,
  container: Container,
  state: SandboxContainer,
  sandbox: Sandbox,
  readDisk: ReadDisk,
  now: Time,
): FileResult {
  const place = placeOf(change.path, container, sandbox)
  if (place.isReadOnly) return { refused: `EROFS: read-only file system, open '${change.path}'` }
  if (place.disk === undefined) {
    const { [place.path]: _, ...rest } = state.layer ?? {}
    return { layer: change.content === undefined ? rest : { ...rest, [place.path]: change.content } }
  }
  const disk = reached(place.disk, sandbox, readDisk)
  if (!disk) return { refused: `EIO: i/o error, open '${change.path}'` }
  const files = disk.status.files.filter(file => file.path !== place.path)
  if (change.content !== undefined) files.push(fileOf(place.path, change.content, sandbox, now))
  return { disk: { ...disk, status: { ...disk.status, files } } }
}

function fileOf(path: string, content: string, { spec }: Sandbox, now: Time): DiskFile {
  const { name, uid } = spec.pod.metadata
  return { path, content, writerPod: name, writerUID: uid, writerMachine: spec.machine, writtenAt: now }
}
