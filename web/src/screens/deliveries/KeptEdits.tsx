// SPDX-License-Identifier: AGPL-3.0-or-later
// Edits that the user made at a target and that are kept there, with a button to override them with the tablet's text.
import { Icon } from '../../components/controls/Icon.tsx'
import { type DeliveryRecord, overrideKept } from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { DeliveryAction } from './DeliveryAction.tsx'
import { DeliveryPlace } from './DeliveryItem.tsx'

interface KeptEditsProps {
  /** Records of a notebook or a page at one target. */
  records: DeliveryRecord[]
  isOnPage: boolean
}

/** Lists the pages for a notebook; renders nothing if no edits are kept. */
export function KeptEdits({ records, isOnPage }: KeptEditsProps) {
  const keeping = records.filter(({ kept }) => kept > 0)
  const count = keeping.reduce((sum, { kept }) => sum + kept, 0)
  if (count === 0) return null
  if (isOnPage)
    return (
      <div class="kept">
        <p>{t('kept.blocks', { count })}</p>
        {keeping.map((record) => (
          <OverrideKept key={record.id} record={record} />
        ))}
      </div>
    )
  return (
    <details>
      <summary>{t('kept.blocks', { count })}</summary>
      <ul class="deliveries">
        {keeping.map((record) => (
          <li key={record.id} class="delivery">
            <Icon name="page" />
            <div>
              <p>
                <DeliveryPlace record={record} within="notebook" />
              </p>
              <p class="delivery-facts">{t('kept.blocks', { count: record.kept })}</p>
            </div>
            <OverrideKept record={record} />
          </li>
        ))}
      </ul>
    </details>
  )
}

/** `focusAfter`: selector of what takes the focus when the button disappears; by default the link beside it. */
export function OverrideKept({ record, focusAfter }: { record: DeliveryRecord; focusAfter?: string }) {
  const { account } = useStore()
  return (
    <DeliveryAction
      label={t('kept.useTablets')}
      act={() => overrideKept(account, record)}
      onSuccess={(box) => {
        // Move the focus only if it would be lost with the button, which disappears.
        if (!box?.contains(document.activeElement)) return
        const next = focusAfter
          ? document.querySelector(focusAfter)
          : box.closest('.standings > li')?.querySelector('a')
        if (next instanceof HTMLElement) next.focus()
      }}
    />
  )
}
