import type { Disk, PersistentVolume } from '../../src/kinds'
import { useNow, type View } from '../session'
import { durationText, Panel } from '../ui'

/** The files on the disk behind a volume: their bytes, and who wrote them. */
export function FilesPanel({ view, volume }: { readonly view: View; readonly volume: PersistentVolume }) {
  const now = useNow(1000)
  const disk = view.list('Disk').find(candidate => candidate.spec.volume === volume.metadata.name)
  return (
    <Panel title="Files on the disk">
      {disk ? <Files disk={disk} now={now} /> : <p className="inspector__empty">No machine has used this disk yet.</p>}
    </Panel>
  )
}

function Files({ disk, now }: { readonly disk: Disk; readonly now: number | undefined }) {
  const { files } = disk.status
  if (files.length === 0) return <p className="inspector__empty">The disk is empty.</p>
  return (
    <ul className="files">
      {files.map(file => (
        <li key={file.path}>
          <p className="files__path">{file.path}</p>
          <pre className="files__content">{file.content}</pre>
          <p className="files__writer">
            written by {file.writerPod} (uid {file.writerUID.slice(0, 4)}) on {file.writerMachine}
            {now !== undefined && `, ${durationText(now - file.writtenAt)} ago`}
          </p>
        </li>
      ))}
    </ul>
  )
}
