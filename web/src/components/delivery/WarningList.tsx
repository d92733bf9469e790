// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../../i18n/index.ts'
import { displayName } from '../controls/display-name.ts'

interface WarningListProps<Warning> {
  warnings: readonly Warning[]
  /** Id of the heading. */
  id: string
  /** Shown if the list couldn't be fetched. */
  problem?: ComponentChildren
  /** Renders a warning, and calls `onAnswered` once its answer was accepted. */
  itemOf: (warning: Warning, onAnswered: (answer: 'keep' | 'remove') => void) => ComponentChildren
  /** Set if the user came for the list: it takes the focus as soon as there are warnings, then this is called. */
  onShown?: (() => void) | undefined
}

/** The removal warnings that wait for the user's decision, and a status line for the last answer. */
export function WarningList<Warning extends { id: string; visible_name: string }>(props: WarningListProps<Warning>) {
  const { warnings, id, problem, itemOf, onShown } = props
  const [said, setSaid] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const isThere = warnings.length > 0
  useEffect(() => {
    if (!isThere || !onShown) return
    box.current?.focus()
    onShown()
  }, [isThere, onShown])
  const answered = ({ visible_name }: Warning, answer: 'keep' | 'remove') => {
    // Move the focus away from the buttons, which disappear.
    box.current?.focus()
    setSaid(t(answer === 'remove' ? 'warnings.removed' : 'warnings.kept', { name: displayName(visible_name) }))
  }
  return (
    <div class="removal-warnings" ref={box} tabIndex={-1}>
      {problem}
      {isThere && (
        <section aria-labelledby={id}>
          <h2 id={id}>{t('warnings.title')}</h2>
          {warnings.map((warning) => itemOf(warning, (answer) => answered(warning, answer)))}
        </section>
      )}
      <p role="status" class="quiet">
        {said}
      </p>
    </div>
  )
}
