// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../i18n/index.ts'

/** How a form that exports ends. */
export function ExportButtons({ onClose }: { onClose: () => void }) {
  return (
    <div class="dialog-actions">
      <button type="button" class="button" onClick={onClose}>
        {t('dialog.cancel')}
      </button>
      <button type="submit" class="button button-primary">
        {t('pdf.do')}
      </button>
    </div>
  )
}
