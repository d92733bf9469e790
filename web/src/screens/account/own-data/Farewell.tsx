// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { Dialog } from '../../../components/controls/Dialog.tsx'
import type { Deleted } from '../../../data/account/account.ts'
import { farewell, removal } from '../../../data/resources/farewell.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'

/** Milliseconds. */
const checkInterval = 10_000

/** Shown after the account was deleted, until everything is gone or the user has read it. */
export function Farewell() {
  return farewell.value && <Goodbye deleted={farewell.value} />
}

function Goodbye({ deleted: { receipt, removingAtTargets } }: { deleted: Deleted }) {
  const { remote } = useStore()
  const { data: isDone } = useQuery({
    ...removal(remote, receipt),
    refetchInterval: ({ state }) => (state.data ? false : checkInterval),
  })
  const close = () => {
    farewell.value = null
  }
  return (
    <Dialog title={t('farewell.title')} onClose={close}>
      <p role="status">{t(isDone ? 'farewell.done' : 'farewell.what')}</p>
      {!isDone && removingAtTargets > 0 && <p>{t('farewell.targets')}</p>}
      <p class="quiet">{t('farewell.again')}</p>
      <div class="dialog-actions">
        <button type="button" class="button button-primary" onClick={close}>
          {t('dialog.close')}
        </button>
      </div>
    </Dialog>
  )
}
