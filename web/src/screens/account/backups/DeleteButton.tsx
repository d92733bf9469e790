// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../../../i18n/index.ts'

export function DeleteButton({ when, onClick }: { when: string; onClick: () => void }) {
  return (
    <button type="button" class="button button-small" aria-label={t('backups.deleteNamed', { when })} onClick={onClick}>
      {t('backups.delete')}
    </button>
  )
}
