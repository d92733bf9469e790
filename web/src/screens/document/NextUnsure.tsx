// SPDX-License-Identifier: AGPL-3.0-or-later
import { keyOf } from '../../components/controls/use-actions.ts'
import { t } from '../../i18n/index.ts'

/** Goes to the next uncertain line. */
export function NextUnsure({ onClick }: { onClick: () => void }) {
  return (
    <button type="button" class="button button-small" {...keyOf('nextUnsure')} onClick={onClick}>
      {t('document.nextUnsure')}
    </button>
  )
}
