// SPDX-License-Identifier: AGPL-3.0-or-later
import { useId } from 'preact/hooks'
import { Icon } from '../../components/controls/Icon.tsx'
import type { DocumentConflict } from '../../data/documents/document-calls.ts'
import { t } from '../../i18n/index.ts'

interface ConflictsProps {
  title: string
  conflicts: readonly DocumentConflict[]
  isBusy?: boolean
  /** What the other side and its choice are called, if it isn't the handwriting. */
  names?: { theirs: string; take: string }
  onKeep: (conflict: DocumentConflict) => void
  onTake: (conflict: DocumentConflict) => void
}

/** Lines that were changed on two sides, each with both versions and the choice between them. */
export function Conflicts({ title, conflicts, ...choice }: ConflictsProps) {
  const id = useId()
  if (conflicts.length === 0) return null
  return (
    <section class="note conflicts" aria-labelledby={id}>
      <h3 id={id}>
        <Icon name="warning" />
        <span>{title}</span>
      </h3>
      <ul>
        {conflicts.map((conflict) => (
          <Conflict key={JSON.stringify([conflict.mine, conflict.theirs])} conflict={conflict} {...choice} />
        ))}
      </ul>
    </section>
  )
}

type ConflictProps = Pick<ConflictsProps, 'isBusy' | 'names' | 'onKeep' | 'onTake'> & { conflict: DocumentConflict }

function Conflict({ conflict, isBusy = false, names, onKeep, onTake }: ConflictProps) {
  const id = useId()
  const choices = [
    { label: t('conflicts.keep'), choose: onKeep },
    { label: names?.take ?? t('conflicts.take'), choose: onTake },
  ]
  return (
    <li>
      <dl id={id}>
        <dt>{t('conflicts.mine')}</dt>
        <dd>
          <Line words={conflict.mine} />
        </dd>
        <dt>{names?.theirs ?? t('conflicts.theirs')}</dt>
        <dd>
          <Line words={conflict.theirs} />
        </dd>
      </dl>
      <div class="conflict-choices">
        {choices.map(({ label, choose }) => (
          <button
            key={label}
            type="button"
            class="button button-small"
            aria-describedby={id}
            aria-disabled={isBusy}
            onClick={() => !isBusy && choose(conflict)}
          >
            {label}
          </button>
        ))}
      </div>
    </li>
  )
}

function Line({ words }: { words: string | null }) {
  return words ?? <em class="quiet">{t('conflicts.removed')}</em>
}
