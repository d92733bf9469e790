// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useRef, useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { Awaited } from '../components/Awaited.tsx'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { Icon } from '../components/Icon.tsx'
import { answerWarning, type RemovalWarning, removalWarnings, warningAnswered } from '../data/removal-warnings.ts'
import { useStore } from '../data/store.ts'
import { formatAge, formatDate, t } from '../i18n/index.ts'
import { dropText } from './notification-texts.ts'
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
  const [isAsking, setAsking] = useState(false)
  const { id, notebook_uuid, visible_name: name, created_at, pages, highlights } = warning
  const decide = useMutation({
    mutationFn: (answer: 'remove' | 'keep') => answerWarning(remote, id, answer),
    onSuccess: (_, answer) => onAnswered(t(answer === 'remove' ? 'warnings.removed' : 'warnings.kept', { name })),
  })
  const held = heldText(warning)
  const at = Date.parse(created_at)
  return (
    <div class="card removal-warning">
      <p class="target-state target-bad">
        <Icon name="warning" />
        <span>
          <Link href={`/notebooks/${notebook_uuid}`}>{name}</Link>: {dropText({ ...warning, pages, highlights })}
        </span>
      </p>
      <p>
        {t(warning.cause === 'layout' ? 'warnings.layoutMeans' : 'warnings.dropMeans')}{' '}
        {t('warnings.held', { what: held })}
      </p>
      <p class="delivery-facts">
        <span title={formatDate(at)}>{formatAge(at)}</span>
      </p>
      <div class="form-actions form-actions-start">
        <button
          type="button"
          class="button button-primary"
          aria-label={t('warnings.keepNamed', { name })}
          aria-disabled={decide.isPending}
          onClick={() => !decide.isPending && decide.mutate('keep')}
        >
          {t('warnings.keep')}
        </button>
        <button
          type="button"
          class="button button-remove"
          aria-label={t('warnings.removeNamed', { name })}
          onClick={() => setAsking(true)}
        >
          {t('warnings.remove')}
        </button>
      </div>
      {decide.error && !isAsking && (
        <p class="form-problem" role="alert">
          {serverText(decide.error)}
        </p>
      )}
      {isAsking && (
        <ConfirmDialog
          title={t('warnings.removeQuestion', { what: held })}
          verb={t('warnings.remove')}
          isDanger
          isBusy={decide.isPending}
          problem={decide.error && serverText(decide.error)}
          onConfirm={() => decide.mutate('remove')}
          onClose={() => setAsking(false)}
        >
          <p>{t('warnings.removeMeans', { name })}</p>
        </ConfirmDialog>
      )}
    </div>
  )
}

/** "28 pages and 3 highlights" */
function heldText({ pages, highlights }: RemovalWarning): string {
  const [ofPages, ofHighlights] = [
    t('warnings.pages', { count: pages.held }),
    t('warnings.highlights', { count: highlights.held }),
  ]
  if (pages.held > 0 && highlights.held > 0) return t('warnings.both', { pages: ofPages, highlights: ofHighlights })
  return pages.held > 0 ? ofPages : ofHighlights
}
