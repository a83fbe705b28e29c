import { parseAllDocuments } from 'yaml'
import { applyObjects, type ManifestObject } from '../commands'
import { openDock, openManifest, useFromWorld } from '../session'
import { Button } from '../ui'
import kubia from './kubia.yaml?raw'
import './start.css'

/** What an empty lab offers: the example of the book, or the editor. Gone as soon as there is a set, a claim or a pod. */
export function StartCard() {
  const isEmpty = useFromWorld(
    view =>
      view.list('Machine').length > 0 &&
      view.list('StatefulSet').length === 0 &&
      view.list('Pod').length === 0 &&
      view.list('PersistentVolumeClaim').length === 0 &&
      view.list('PersistentVolume').length === 0,
  )
  if (!isEmpty) return null
  return (
    <section className="start" aria-labelledby="start-title">
      <h1 id="start-title" className="start__title">
        Every pod keeps its name and its disk.
      </h1>
      <p className="start__text">
        That is what a StatefulSet promises, whatever happens to machines. These three are empty: start the kubia
        example and watch two pets move in, each with a disk of its own. Then pull a plug.
      </p>
      <div className="start__actions">
        <Button
          label="Start the kubia example"
          icon="play"
          look="primary"
          onClick={() => void applyObjects(objectsIn(kubia), 'kubia.yaml')}
        />
        <Button label="Read its manifest first" icon="code" onClick={() => openManifest(kubia, 'kubia.yaml')} />
        <Button label="Write my own" look="quiet" onClick={() => openDock('manifest')} />
      </div>
    </section>
  )
}

/** The objects of a manifest: its documents, and the items of each list. */
function objectsIn(text: string): readonly ManifestObject[] {
  return parseAllDocuments(text).flatMap(document => {
    const value = document.toJS() as ManifestObject & { readonly items?: readonly ManifestObject[] }
    return value.items ?? [value]
  })
}
