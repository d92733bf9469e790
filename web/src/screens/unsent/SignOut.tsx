// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useMutation } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { Dialog } from '../../components/controls/Dialog.tsx'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { ignoreServerFailure } from '../../data/account/account.ts'
import { type Documents, useDocuments } from '../../data/drafts/documents.ts'
import { isSignOutWanted } from '../../data/outbox/unsent-counts.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'

/** Signs this browser out and shows the library. Asks first if texts are unsent, because signing out deletes them. */
export function SignOut() {
  const { account } = useStore()
  const documents = useDocuments()
  const [, navigate] = useLocation()
  const count = useSignal<number | null>(null)
  const leave = async () => {
    isSignOutWanted.value = false
    navigate('/')
    // First, because nothing may be left even if the tab is closed now.
    await documents.outbox.forget()
    // In this browser it takes effect immediately; a server that doesn't answer is notified at the next visit.
    await account.signOut().catch(ignoreServerFailure)
  }
  useEffect(() => {
    void countUnsent(documents).then((unsent) => {
      count.value = unsent
      if (unsent === 0) void leave()
    })
  }, [])
  if (!count.value) return null
  return (
    <Question
      count={count.value}
      documents={documents}
      onLeave={() => void leave()}
      onStay={() => (isSignOutWanted.value = false)}
    />
  )
}

/** Includes what earlier visits left, and what is just being typed. */
async function countUnsent({ outbox }: Documents): Promise<number> {
  await outbox.settled()
  return new Set([...outbox.items.values()].map(({ id }) => id)).size
}

interface QuestionProps {
  count: number
  documents: Documents
  onLeave: () => void
  onStay: () => void
}

function Question({ count, documents, onLeave, onStay }: QuestionProps) {
  const send = useMutation({
    mutationFn: async () => {
      await documents.sendAll()
      return countUnsent(documents)
    },
    onSuccess: (left) => left === 0 && onLeave(),
  })
  const left = send.data ?? count
  return (
    <Dialog title={t('signOut.title', { count: left })} onClose={onStay}>
      <p>{t('signOut.means')}</p>
      <FormProblem text={!send.isPending && send.data !== undefined && t('signOut.notSent', { count: left })} />
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onStay}>
          {t('signOut.stay')}
        </button>
        <button type="button" class="button button-danger" onClick={onLeave}>
          {t('signOut.throwAway')}
        </button>
        <button
          type="button"
          class="button button-primary"
          aria-disabled={send.isPending}
          onClick={() => !send.isPending && send.mutate()}
        >
          {t(send.isPending ? 'signOut.sending' : 'signOut.send')}
        </button>
      </div>
    </Dialog>
  )
}
