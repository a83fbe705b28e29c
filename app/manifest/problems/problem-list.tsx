import { Button, Icon } from '../../ui'
import type { Problem } from '../diagnose'
import { Words } from './words'

interface Props {
  readonly problems: readonly Problem[]
  readonly onReveal: (problem: Problem) => void
  readonly onFix: (problem: Problem) => void
  readonly onFixAll: () => void
}

/** What is wrong, line by line, with a button that puts it right where one can. */
export function ProblemList({ problems, onReveal, onFix, onFixAll }: Props) {
  const fixable = problems.filter(({ fix }) => fix).length
  return (
    <section className="problems" aria-labelledby="problems-title">
      <header className="problems__head">
        <h2 id="problems-title" className="problems__title">
          <Icon name="alarm" />
          {problems.length === 1 ? 'One problem' : `${problems.length} problems`}
        </h2>
        {fixable > 1 && (
          <Button label={fixable === problems.length ? 'Fix all' : `Fix ${fixable}`} isSmall onClick={onFixAll} />
        )}
      </header>
      <ol className="problems__list">
        {problems.map((problem, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two problems may say the same of the same place
          <li key={index} className="problem">
            <button type="button" className="problem__line" title="Go to this line" onClick={() => onReveal(problem)}>
              Line {problem.line}
            </button>
            <div className="problem__words">
              <p>
                <Words text={problem.message} />
              </p>
              <p className="problem__advice">
                <Words text={problem.advice} />
              </p>
            </div>
            {problem.fix && (
              <Button
                label="Fix"
                isSmall
                aria-label={`Fix line ${problem.line}: ${problem.fix.title}`}
                title={problem.fix.title}
                onClick={() => onFix(problem)}
              />
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
