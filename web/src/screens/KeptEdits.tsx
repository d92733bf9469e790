// SPDX-License-Identifier: AGPL-3.0-or-later
// What a target keeps as somebody changed it there, with a button that brings back what the tablet says.
import { useMutation } from '@tanstack/preact-query'
import { useRef } from 'preact/hooks'
import { Icon } from '../components/Icon.tsx'
import { type DeliveryRecord, overrideKept } from '../data/integrations.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { DeliveryPlace } from './DeliveryItem.tsx'
import { serverText } from './server-texts.ts'

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

function OverrideKept({ record }: { record: DeliveryRecord }) {
  const { account, remote } = useStore()
  const box = useRef<HTMLDivElement>(null)
  const override = useMutation({
    mutationFn: () => overrideKept(account, record),
    onSuccess: () => {
      // The button goes, and focus with it.
      if (box.current?.contains(document.activeElement))
        box.current.closest('.standings > li')?.querySelector('a')?.focus()
      return remote.deliveriesChanged()
    },
  })
  return (
    <div class="delivery-retry" ref={box}>
      <button
        type="button"
        class="button button-small"
        aria-disabled={override.isPending}
        onClick={() => !override.isPending && override.mutate()}
      >
        {t('kept.useTablets')}
      </button>
      {override.error && (
        <p class="form-problem" role="alert">
          {serverText(override.error)}
        </p>
      )}
    </div>
  )
}
