// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { safeFileName } from '@rmirror/shared/library'
import { useMutation } from '@tanstack/preact-query'
import { copyText } from '../../components/controls/copy-text.ts'
import { useDocuments } from '../../data/drafts/documents.ts'
import { saveFile } from '../../data/export/save-file.ts'
import type { OutboxFacts } from '../../data/outbox/outbox-item.ts'
import { t } from '../../i18n/index.ts'

/** What a person can do with a text that the server doesn't take: have it elsewhere, try again, or let it go. */
export function UnsentActions({ facts }: { facts: OutboxFacts }) {
  const documents = useDocuments()
  const isAsked = useSignal(false)
  const content = async () => (await documents.itemText(facts))?.text.content ?? ''
  const copy = useMutation({ mutationFn: async () => copyText(await content()) })
  const download = async () => {
    const name = `${safeFileName(facts.title, t('unsent.fileName'))}.md`
    saveFile(new Blob([await content()], { type: 'text/markdown' }), name)
  }
  const retry = useMutation({ mutationFn: () => documents.sendAll([facts]) })
  if (isAsked.value)
    return (
      <div class="unsent-actions">
        <p role="alert">{t('unsent.throwAwayAsk')}</p>
        <Action label={t('unsent.throwAwayVerb')} onClick={() => void documents.throwAway([facts])} isDanger />
        <Action label={t('dialog.cancel')} onClick={() => (isAsked.value = false)} />
      </div>
    )
  return (
    <div class="unsent-actions">
      {facts.problem !== 'conflict' && (
        <Action label={t('error.again')} isBusy={retry.isPending} onClick={() => retry.mutate()} />
      )}
      <Action label={t(copy.isSuccess ? 'text.copied' : 'text.copy')} onClick={() => copy.mutate()} />
      <Action label={t('unsent.download')} onClick={() => void download()} />
      <Action label={t('unsent.throwAway')} onClick={() => (isAsked.value = true)} />
    </div>
  )
}

interface ActionProps {
  label: string
  isBusy?: boolean
  isDanger?: boolean
  onClick: () => void
}

function Action({ label, isBusy = false, isDanger = false, onClick }: ActionProps) {
  return (
    <button
      type="button"
      class={`button button-small ${isDanger ? 'button-danger' : ''}`}
      aria-disabled={isBusy}
      onClick={() => !isBusy && onClick()}
    >
      {label}
    </button>
  )
}
