// SPDX-License-Identifier: AGPL-3.0-or-later
import { isTextKey, type TextKey, t } from '../../i18n/index.ts'
import { shortName } from '../controls/display-name.ts'

export interface ShownProblem {
  path: string
  page: number | null
  code: string
  detail: string
}

/** Files and pages that couldn't be read, why, and what to do. */
export function ProblemList({ problems }: { problems: ShownProblem[] }) {
  return (
    <ul class="problems">
      {problems.map((problem, position) => (
        <li key={position}>
          {(problem.path || problem.page !== null) && (
            <strong>
              {shortName(problem.path)}
              {problem.page !== null && `, ${t('page.number', { number: problem.page })}`}
            </strong>
          )}
          <span>{t(problemText(problem.code))}</span>
          <details>
            <summary>{t('problem.detail')}</summary>
            <p lang="en">{problem.detail || problem.code}</p>
          </details>
        </li>
      ))}
    </ul>
  )
}

interface FoldedProblems {
  title: string
  problems: ShownProblem[]
  open: boolean
  /** Neutral styling: nothing has to be done. */
  calm?: boolean
}

/** A collapsible `ProblemList`; renders nothing without problems. */
export function FoldedProblemList({ title, problems, open, calm = false }: FoldedProblems) {
  if (problems.length === 0) return null
  return (
    <details class={calm ? 'status-notes' : 'status-problems'} open={open}>
      <summary>{title}</summary>
      <ProblemList problems={problems} />
    </details>
  )
}

/** Text key for a problem's code; a code that this version doesn't know is reported as damage. */
export function problemText(code: string): TextKey {
  const key = `problem.${code}`
  return isTextKey(key) ? key : 'problem.corrupt'
}
