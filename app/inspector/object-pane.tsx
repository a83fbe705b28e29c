import type { Condition, KubernetesObject, PersistentVolume, Pod } from '../../src/kinds'
import { hasSimulation, objectAt, type Reference, useSelected, useWorld, type View } from '../session'
import { Badge, Panel } from '../ui'
import { ActionsPanel } from './actions-panel'
import { ConditionsPanel } from './conditions-panel'
import { EventsPanel } from './events-panel'
import { describe } from './facts'
import { FactsPanel } from './facts-panel'
import { FilesPanel } from './files-panel'
import './inspector.css'
import { TalkPanel } from './talk-panel'
import { YamlPanel } from './yaml-panel'

/** Everything about the selected object: what it is, what it waits for, what can be done with it. */
export function ObjectPane() {
  const view = useWorld()
  const selected = useSelected()
  if (!selected)
    return (
      <p className="inspector__empty">
        Click something in the graph to see what it is, what it waits for, and what you can do with it.
      </p>
    )
  const object = objectAt(view, selected)
  if (!object) return <MissingObject view={view} reference={selected} />
  const { kind, word, tone, story, facts } = describe(view, object)
  const conditions = (conditionHolder(view, object) as { status?: { conditions?: readonly Condition[] } } | undefined)
    ?.status?.conditions
  return (
    <div className="inspector">
      <header className="inspector__header">
        <p className="inspector__kind">{kind}</p>
        <h2 className="inspector__name">{object.metadata.name}</h2>
        {word && <Badge tone={tone} text={word} />}
        {story.map(sentence => (
          <p key={sentence} className="inspector__story">
            {sentence}
          </p>
        ))}
      </header>
      <ActionsPanel view={view} target={selected} />
      {object.kind === 'Pod' && <TalkPanel key={object.metadata.name} pod={object as Pod} />}
      {object.kind === 'PersistentVolume' && hasSimulation() && (
        <FilesPanel view={view} volume={object as PersistentVolume} />
      )}
      <FactsPanel facts={facts} />
      {conditions && <ConditionsPanel conditions={conditions} />}
      <EventsPanel view={view} object={object} />
      <YamlPanel object={object} />
    </div>
  )
}

function conditionHolder(view: View, object: KubernetesObject): KubernetesObject | undefined {
  return object.kind === 'Machine' ? view.get('Node', object.metadata.name) : object
}

function MissingObject({ view, reference }: { readonly view: View; readonly reference: Reference }) {
  const set = reference.kind === 'Pod' ? setOf(view, reference) : undefined
  return (
    <div className="inspector">
      <header className="inspector__header">
        <p className="inspector__kind">{reference.kind}</p>
        <h2 className="inspector__name">{reference.name}</h2>
        <Badge tone="off" text={set ? 'Not there at the moment' : 'Gone'} />
        <p className="inspector__story">
          {set
            ? `The StatefulSet ${set} wants it; it is made when its turn comes. Select the set to see what it waits for.`
            : 'It does not exist any more. Its name may come back: this pane then shows it again.'}
        </p>
      </header>
      <Panel>
        <p className="inspector__empty">Nothing can be done with what is not there.</p>
      </Panel>
    </div>
  )
}

function setOf(view: View, { name, namespace }: Reference): string | undefined {
  const ordinal = Number(/-(\d+)$/.exec(name)?.[1])
  const set = view.get('StatefulSet', name.slice(0, name.lastIndexOf('-')), namespace)
  const start = set?.spec.ordinals?.start ?? 0
  return set && ordinal >= start && ordinal < start + set.spec.replicas ? set.metadata.name : undefined
}
