// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { StatusPanel } from '../../components/controls/StatusPanel.tsx'
import { useDocuments } from '../../data/drafts/documents.ts'
import { unsentCount } from '../../data/outbox/unsent-counts.ts'
import { t } from '../../i18n/index.ts'
import { UnsentDialog } from './UnsentDialog.tsx'

/** How many texts the server doesn't have yet, as long as there are any. In the viewer, the page says it of its own. */
export function UnsentPanel({ isViewer }: { isViewer: boolean }) {
  const { outbox } = useDocuments()
  const isListed = useSignal(false)
  const count = unsentCount.value
  return (
    <>
      {count > 0 && !isViewer && (
        <StatusPanel
          title={t('unsent.count', { count })}
          action={{ label: t('unsent.show'), onClick: () => (isListed.value = true) }}
        >
          {outbox.isStorageFailing.value && <p class="unsent-storage">{t('unsent.onlyHere')}</p>}
        </StatusPanel>
      )}
      {isListed.value && <UnsentDialog onClose={() => (isListed.value = false)} />}
    </>
  )
}
