// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RemovalAnswer, RemovalWarning } from '@rmirror/shared/api'
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useRef, useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { Awaited } from '../components/Awaited.tsx'
import { shownName } from '../components/shown-name.ts'
import { WarningCard } from '../components/WarningCard.tsx'
import { answerWarning, removalWarnings, warningAnswered } from '../data/removal-warnings.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { serverText } from './server-texts.ts'

/** What services keep until somebody says whether it is to be removed. Nothing where nothing waits for an answer. */
export function RemovalWarnings() {
  const { remote } = useStore()
  const { data, error, refetch } = useQuery(removalWarnings(remote))
  const [said, setSaid] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const answered = async (words: string) => {
    // The focus would be lost with the buttons.
    box.current?.focus()
    setSaid(words)
    await warningAnswered(remote)
  }
  return (
    <div class="removal-warnings" ref={box} tabIndex={-1}>
      {error && !data && <Awaited problem={serverText(error)} onRetry={() => void refetch()} />}
      {data && data.length > 0 && (
        <section aria-labelledby="activity-warnings">
          <h2 id="activity-warnings">{t('warnings.title')}</h2>
          {data.map((warning) => (
            <Warning key={warning.id} warning={warning} onAnswered={answered} />
          ))}
        </section>
      )}
      <p role="status" class="quiet">
        {said}
      </p>
    </div>
  )
}

interface WarningProps {
  warning: RemovalWarning
  onAnswered: (words: string) => Promise<void>
}

function Warning({ warning, onAnswered }: WarningProps) {
  const { remote } = useStore()
  const { id, notebook_uuid } = warning
  const name = shownName(warning.visible_name)
  const decide = useMutation({
    mutationFn: (answer: RemovalAnswer) => answerWarning(remote, id, answer),
    onSuccess: (_, answer) => onAnswered(t(answer === 'remove' ? 'warnings.removed' : 'warnings.kept', { name })),
  })
  return (
    <WarningCard
      warning={warning}
      title={<Link href={`/notebooks/${notebook_uuid}`}>{name}</Link>}
      isBusy={decide.isPending}
      problem={decide.error && serverText(decide.error)}
      onAnswer={(answer) => decide.mutate(answer)}
    />
  )
}
