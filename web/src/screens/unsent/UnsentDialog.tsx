// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useMutation } from '@tanstack/preact-query'
import { Link } from 'wouter-preact'
import { Dialog } from '../../components/controls/Dialog.tsx'
import { useDocuments } from '../../data/drafts/documents.ts'
import { keyOf, type OutboxFacts } from '../../data/outbox/outbox-item.ts'
import { t } from '../../i18n/index.ts'
import { UnsentActions } from './UnsentActions.tsx'
import { needsPerson, unsentText } from './unsent-texts.ts'

/** Thousands may wait. */
const firstShown = 25

/** The texts that the server doesn't have yet: first those that wait for a person. */
export function UnsentDialog({ onClose }: { onClose: () => void }) {
  const documents = useDocuments()
  const shown = useSignal(firstShown)
  const { outbox, sender } = documents
  const items = outbox.changes.value >= 0 ? [...outbox.items.values()].sort(byNeed) : []
  const send = useMutation({ mutationFn: () => documents.sendAll() })
  const isBusy = send.isPending || sender.isSending.value
  return (
    <Dialog title={t('unsent.title')} onClose={onClose}>
      <p>{t(items.length > 0 ? 'unsent.means' : 'unsent.none')}</p>
      {outbox.isStorageFailing.value && <p class="note note-problems">{t('unsent.onlyHere')}</p>}
      {items.length > 1 && (
        <button
          type="button"
          class="button unsent-send"
          aria-disabled={isBusy}
          onClick={() => !isBusy && send.mutate()}
        >
          {t(isBusy ? 'unsent.sending' : 'unsent.sendAll', { count: items.length })}
        </button>
      )}
      <ul class="unsent-list">
        {items.slice(0, shown.value).map((facts) => (
          <Item key={keyOf(facts)} facts={facts} onClose={onClose} />
        ))}
      </ul>
      {items.length > shown.value && (
        <button type="button" class="button section-action" onClick={() => (shown.value += firstShown)}>
          {t('unsent.more', { count: items.length - shown.value })}
        </button>
      )}
    </Dialog>
  )
}

function Item({ facts, onClose }: { facts: OutboxFacts; onClose: () => void }) {
  const title = facts.title || t('unsent.untitled')
  const href = hrefOf(facts)
  return (
    <li>
      <p>
        {href ? (
          <Link href={href} onClick={onClose}>
            {title}
          </Link>
        ) : (
          <strong>{title}</strong>
        )}
      </p>
      <p class={needsPerson(facts) ? 'unsent-problem' : 'quiet'}>{unsentText(facts)}</p>
      <UnsentActions facts={facts} />
    </li>
  )
}

/** null: the server no longer has it. */
function hrefOf({ kind, id, place, problem }: OutboxFacts): string | null {
  if (problem === 'gone') return null
  if (kind === 'note') return `/notebooks/${id}`
  return place && `/notebooks/${place.notebook_uuid}/pages/${place.page_number}`
}

function byNeed(a: OutboxFacts, b: OutboxFacts): number {
  return Number(needsPerson(b)) - Number(needsPerson(a)) || b.changedAt - a.changedAt
}
