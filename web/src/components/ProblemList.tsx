// SPDX-License-Identifier: AGPL-3.0-or-later
import { isTextKey, type TextKey, t } from '../i18n/index.ts'
import { shortName } from './shown-name.ts'

export interface ShownProblem {
  path: string
  page: number | null
  code: string
  detail: string
}

/** What could not be read, why, and what to do. */
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
  /** Without alarm: it is well as it is. */
  calm?: boolean
}

/** The same under a line to unfold; nothing where there are none. */
export function FoldedProblemList({ title, problems, open, calm = false }: FoldedProblems) {
  if (problems.length === 0) return null
  return (
    <details class={calm ? 'status-notes' : 'status-problems'} open={open}>
      <summary>{title}</summary>
      <ProblemList problems={problems} />
    </details>
  )
}

/** The sentence for a problem's code; a code this version does not know is told as damage. */
export function problemText(code: string): TextKey {
  const key = `problem.${code}`
  return isTextKey(key) ? key : 'problem.corrupt'
}
