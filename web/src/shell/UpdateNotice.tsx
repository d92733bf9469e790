// SPDX-License-Identifier: AGPL-3.0-or-later

import { registerSW } from 'virtual:pwa-register'
import { signal } from '@preact/signals'
import { StatusPanel } from '../components/controls/StatusPanel.tsx'
import { isOutdated } from '../data/outdated.ts'
import { t } from '../i18n/index.ts'

const waiting = signal(false)
/** Registers the service worker, which makes the dashboard work offline and detects new versions. */
const update = registerSW({ onNeedRefresh: () => (waiting.value = true) })

export function UpdateNotice() {
  if (isOutdated.value)
    return (
      <StatusPanel
        title={t('update.needed')}
        action={{ label: t('update.reload'), onClick: () => location.reload() }}
        onDismiss={() => (isOutdated.value = false)}
      />
    )
  if (!waiting.value) return null
  return (
    <StatusPanel
      title={t('update.ready')}
      action={{ label: t('update.reload'), onClick: () => void update(true) }}
      onDismiss={() => (waiting.value = false)}
    />
  )
}
