// SPDX-License-Identifier: AGPL-3.0-or-later
import { Icon } from '../components/Icon.tsx'
import { useStore } from '../data/store.ts'
import { SyncRun } from '../data/syncing.ts'
import { t } from '../i18n/index.ts'
import { FullNote, QuotaPanel } from './QuotaPanel.tsx'

/** Above the library of whoever is signed in: what the server still reads, and the button that sends. */
export function SyncBar() {
  const { account, activity, library, remote, shelf } = useStore()
  const count = library.notebooks.value.size
  const busy = Boolean(activity.syncing.value?.running.value || activity.importing.value?.running.value)
  const sync = () => {
    if (!busy) void activity.sync(new SyncRun(library, account, remote)).then(() => shelf.load())
  }
  return (
    <section class="card sync-bar" aria-label={t('sync.title')}>
      <div class="sync-quota">
        <QuotaPanel />
        <FullNote />
      </div>
      {count > 0 && (
        <div class="sync-do">
          <button type="button" class="button button-primary" aria-disabled={busy} onClick={sync}>
            <Icon name="sync" />
            <span>{t('sync.do')}</span>
          </button>
          <p class="quiet">{t('sync.what', { count })}</p>
        </div>
      )}
    </section>
  )
}
