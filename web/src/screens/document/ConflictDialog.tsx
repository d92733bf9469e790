// SPDX-License-Identifier: AGPL-3.0-or-later
import { Dialog } from '../../components/controls/Dialog.tsx'
import type { Clash, DocumentDraft } from '../../data/drafts/document-draft.ts'
import { t } from '../../i18n/index.ts'
import { Conflicts } from './Conflicts.tsx'

interface ConflictDialogProps {
  draft: DocumentDraft
  clash: Clash
  onClose: () => void
}

/** Lines that were changed here and on another device: all of mine, all of theirs, or line by line. */
export function ConflictDialog({ draft, clash, onClose }: ConflictDialogProps) {
  const count = clash.conflicts.length
  return (
    <Dialog title={t('conflicts.dialog')} onClose={onClose}>
      <p>{t('conflicts.dialogMeans')}</p>
      <Conflicts
        title={t('conflicts.lines', { count })}
        conflicts={clash.conflicts}
        names={{ theirs: t('conflicts.otherDevice'), take: t('conflicts.takeOther') }}
        onKeep={(conflict) => draft.decide(conflict, 'mine')}
        onTake={(conflict) => draft.decide(conflict, 'theirs')}
      />
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {t('conflicts.later')}
        </button>
        {count > 1 && (
          <>
            <button type="button" class="button" onClick={() => draft.decideAll('theirs')}>
              {t('conflicts.takeAll')}
            </button>
            <button type="button" class="button" onClick={() => draft.decideAll('mine')}>
              {t('conflicts.keepAll')}
            </button>
          </>
        )}
      </div>
    </Dialog>
  )
}
