// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../../i18n/index.ts'
import { Icon, type IconName } from '../controls/Icon.tsx'

/** The buttons at the end of an export form. */
interface ExportButtonsProps {
  onClose: () => void
  /** Alternatives to saving the file. Each button calls `choose`, then submits the form. */
  others?: { name: string; icon: IconName; choose: () => void }[]
}

export function ExportButtons({ onClose, others = [] }: ExportButtonsProps) {
  return (
    <div class="dialog-actions">
      <button type="button" class="button" onClick={onClose}>
        {t('dialog.cancel')}
      </button>
      {others.map(({ name, icon, choose }) => (
        <button
          key={name}
          type="button"
          class="button"
          onClick={(event) => {
            choose()
            // Not a submit button itself: Enter activates the first submit button, which has to be the export button.
            event.currentTarget.form?.requestSubmit()
          }}
        >
          <Icon name={icon} />
          <span>{name}</span>
        </button>
      ))}
      <button type="submit" class="button button-primary">
        {t('pdf.do')}
      </button>
    </div>
  )
}
