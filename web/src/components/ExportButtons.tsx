// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../i18n/index.ts'
import { Icon, type IconName } from './Icon.tsx'

/** How a form that exports ends. */
interface ExportButtonsProps {
  onClose: () => void
  /** Other ways than saving the file; the form is submitted after each. */
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
            // Enter presses the first button that submits, which is the one that exports.
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
