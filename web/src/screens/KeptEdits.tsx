// SPDX-License-Identifier: AGPL-3.0-or-later
// What a target keeps as somebody changed it there, with a button that brings back what the tablet says.
import { Icon } from '../components/Icon.tsx'
import { type DeliveryRecord, overrideKept } from '../data/integrations.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { DeliveryAction } from './DeliveryAction.tsx'
import { DeliveryPlace } from './DeliveryItem.tsx'

interface KeptEditsProps {
  /** Of a notebook or a page at one target. */
  records: DeliveryRecord[]
  isOnPage: boolean
}

/** Of a notebook its pages; nothing where nothing is kept. */
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

/** `focusAfter`: what of the document takes the focus when the button goes; otherwise the link beside it. */
export function OverrideKept({ record, focusAfter }: { record: DeliveryRecord; focusAfter?: string }) {
  const { account } = useStore()
  return (
    <DeliveryAction
      label={t('kept.useTablets')}
      act={() => overrideKept(account, record)}
      onSuccess={(box) => {
        // The button goes, and focus with it.
        if (!box?.contains(document.activeElement)) return
        const next = focusAfter
          ? document.querySelector(focusAfter)
          : box.closest('.standings > li')?.querySelector('a')
        if (next instanceof HTMLElement) next.focus()
      }}
    />
  )
}
