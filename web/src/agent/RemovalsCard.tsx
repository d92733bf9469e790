// SPDX-License-Identifier: AGPL-3.0-or-later
import type { LocalActions, LocalState } from '@rmirror/shared/local-page'
import { useRef, useState } from 'preact/hooks'
import { shownName } from '../components/shown-name.ts'
import { WarningCard } from '../components/WarningCard.tsx'
import { t } from '../i18n/index.ts'
import { useAct } from './use-act.ts'

type Removal = NonNullable<LocalState['removals']>[number]

/** What services keep of notebooks that suddenly have much less, until a person says whether it goes. */
export function RemovalsCard({ removals }: { removals: LocalState['removals'] }) {
  const [said, setSaid] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const answered = (words: string) => {
    // The focus would be lost with the buttons.
    box.current?.focus()
    setSaid(words)
  }
  const waiting = removals ?? []
  return (
    <div class="removal-warnings" ref={box} tabIndex={-1}>
      {waiting.length > 0 && (
        <section aria-labelledby="local-removals">
          <h2 id="local-removals">{t('warnings.title')}</h2>
          {waiting.map((warning) => (
            <RemovalItem key={warning.id} warning={warning} onAnswered={answered} />
          ))}
        </section>
      )}
      <p role="status" class="quiet">
        {said}
      </p>
    </div>
  )
}

function RemovalItem({ warning, onAnswered }: { warning: Removal; onAnswered: (words: string) => void }) {
  const act = useAct()
  const [isBusy, setBusy] = useState(false)
  const { id } = warning
  const name = shownName(warning.visible_name)
  const decide = async (answer: LocalActions['removal']['answer']) => {
    setBusy(true)
    const isDone = await act.do('removal', { id, answer })
    setBusy(false)
    if (isDone) onAnswered(t(answer === 'remove' ? 'warnings.removed' : 'warnings.kept', { name }))
  }
  return <WarningCard warning={warning} title={name} isBusy={isBusy} problem={act.problem} onAnswer={decide} />
}
