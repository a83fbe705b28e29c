import { clockTarget, commands, execute } from '../commands'
import { type ClockReading, type Speed, useClock, useNow } from '../session'
import { Button } from '../ui'
import './clock.css'
import { clockText, startOfTime } from './clock-text'
import { useClockKeys } from './use-clock-keys'

const speeds: readonly { readonly speed: Speed; readonly label: string; readonly says: string }[] = [
  { speed: 1, label: '1×', says: 'Real time' },
  { speed: 10, label: '10×', says: 'Ten times as fast' },
  { speed: 100, label: '100×', says: 'A hundred times as fast' },
  { speed: 'max', label: 'max', says: 'As fast as it goes' },
]

/** The cluster's time, and the hands on it: pause, step, speed. */
export function ClockBar() {
  const clock = useClock()
  useClockKeys()
  return (
    <section className="clock" aria-label="Cluster clock">
      <ClockFace clock={clock} />
      <div className="clock__group">
        {clock?.status.paused ? (
          <Button label="Run (Space)" icon="play" isIconOnly onClick={() => void execute(commands.resume)} />
        ) : (
          <Button label="Pause (Space)" icon="pause" isIconOnly onClick={() => void execute(commands.pause)} />
        )}
        <Button label="Step to the next event (.)" icon="step" isIconOnly onClick={() => void execute(commands.step)} />
      </div>
      <fieldset className="clock__group clock__speeds" aria-label="Speed">
        {speeds.map(({ speed, label, says }, index) => (
          <Button
            key={label}
            label={label}
            title={`${says} (${index + 1})`}
            aria-label={`${says}, ${label}`}
            aria-pressed={clock?.status.speed === speed && !clock.status.paused}
            onClick={() => void execute(commands.speed, clockTarget, String(speed))}
          />
        ))}
      </fieldset>
    </section>
  )
}

function ClockFace({ clock }: { readonly clock: ClockReading | undefined }) {
  const now = useNow(clock?.status.speed === 1 ? 200 : 60)
  const state = clock?.status.paused ? 'paused' : 'running'
  return (
    <div className={`clock__face clock__face--${state}`} title={now === undefined ? '' : new Date(now).toISOString()}>
      <time className="clock__time" data-testid="cluster-time">
        {now === undefined ? '–:––:––' : clockText(now - startOfTime)}
      </time>
      <span className="clock__state">{clock?.status.paused ? 'paused' : 'cluster time'}</span>
    </div>
  )
}
