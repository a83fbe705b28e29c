import { memo } from 'react'
import { useHasSimulation } from '../../session'
import type { FileLine } from '../model'
import { useDensity, useGraphNode } from '../scene'
import { Age } from './age'
import { Card, CardName, StateWord } from './card'
import { DiskPicture } from './disk-picture'
import { TileCard } from './tile-card'

/** A PersistentVolume and the disk behind it, with the files on it. */
export const VolumeCard = memo(function VolumeCard({ id }: { readonly id: string }) {
  const volume = useGraphNode(id, 'volume')
  const density = useDensity()
  const hasDisks = useHasSimulation()
  if (!volume) return null
  if (density === 'tile') return <TileCard kind="volume" node={volume} states={[volume.alarm !== '' && 'is-alarmed']} />
  const [file] = volume.files
  return (
    <Card
      kind="volume"
      target={volume.target}
      ordinal={volume.ordinal}
      tone={volume.tone}
      states={[volume.alarm !== '' && 'is-alarmed']}
    >
      <div className="card__line">
        <span className="card__kind">Volume</span>
        <CardName name={volume.name} says={`Volume ${volume.name}, ${volume.word}, ${volume.detail}`} />
      </div>
      <p className="card__detail">
        <StateWord word={volume.word} /> <span className="card__aside">{volume.detail}</span>
      </p>
      {density === 'rich' && (
        <div className="disk">
          <DiskPicture isEmpty={volume.files.length === 0} />
          <div className="disk__files">
            {file ? (
              <FileText file={file} others={volume.files.length - 1} />
            ) : (
              <p className="disk__empty">{hasDisks ? 'nothing written yet' : 'what is on it cannot be seen'}</p>
            )}
            {volume.alarm && <p className="disk__alarm">{volume.alarm}</p>}
          </div>
        </div>
      )}
    </Card>
  )
})

function FileText({ file, others }: { readonly file: FileLine; readonly others: number }) {
  return (
    <>
      <p className="disk__content">{JSON.stringify(file.content.slice(0, 60))}</p>
      <p className="disk__file">
        {file.path} by {file.writer}, <Age since={file.writtenAt} /> ago{others > 0 && `, and ${others} more`}
      </p>
    </>
  )
}
