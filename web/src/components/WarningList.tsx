// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../i18n/index.ts'
import { shownName } from './shown-name.ts'

interface WarningListProps<Warning> {
  warnings: readonly Warning[]
  /** Of the heading. */
  id: string
  /** Instead of the list, where it couldn't be fetched. */
  problem?: ComponentChildren
  /** Draws one, and calls `onAnswered` once its answer was taken. */
  itemOf: (warning: Warning, onAnswered: (answer: 'keep' | 'remove') => void) => ComponentChildren
  /** A person came for it: called when it has the focus. */
  onShown?: (() => void) | undefined
}

/** What services keep until somebody says whether it is to be removed. Nothing where nothing waits for an answer. */
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
    // The focus would be lost with the buttons.
    box.current?.focus()
    setSaid(t(answer === 'remove' ? 'warnings.removed' : 'warnings.kept', { name: shownName(visible_name) }))
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
