import { Button } from '../../ui'
import { brokenExamples, type Example, workingExamples } from './examples'

interface Props {
  readonly onOpen: (example: Example) => void
}

interface GalleryProps extends Props {
  /** The name of the edited file that was closed last, if there is one. */
  readonly closedName: string | undefined
  readonly onReopen: () => void
}

/** Manifests to start from, and broken ones to try. */
export function ExampleGallery({ onOpen, closedName, onReopen }: GalleryProps) {
  return (
    <div className="gallery">
      {closedName !== undefined && (
        <Button
          label={`Open ${closedName} again, as it was when you closed it`}
          icon="release"
          isSmall
          onClick={onReopen}
        />
      )}
      <Shelf title="Manifests that work" examples={workingExamples} onOpen={onOpen} />
      <Shelf title="Broken ones: see what the editor says" examples={brokenExamples} onOpen={onOpen} />
    </div>
  )
}

function Shelf({ title, examples, onOpen }: Props & { readonly title: string; readonly examples: readonly Example[] }) {
  return (
    <section className="gallery__shelf">
      <h2 className="gallery__title">{title}</h2>
      <ul className="gallery__list">
        {examples.map(example => (
          <li key={example.fileName}>
            <button type="button" className="gallery__item" onClick={() => onOpen(example)}>
              <span className="gallery__name">{example.title}</span>
              <span className="gallery__about">{example.about}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
