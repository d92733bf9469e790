// SPDX-License-Identifier: AGPL-3.0-or-later
// Status line above a signed-in user's library: onboarding, quota, and the sync button. It expands to the details;
// whether it is expanded is a stored preference.
import { useQuery } from '@tanstack/preact-query'
import { useId } from 'preact/hooks'
import { Icon } from '../../components/controls/Icon.tsx'
import type { Quota } from '../../data/account/quota.ts'
import { prefer, preferences } from '../../data/library/preferences.ts'
import { useStore } from '../../data/store.ts'
import { SyncRun } from '../../data/syncing.ts'
import { t } from '../../i18n/index.ts'
import { FullNote, fullTextOf, QuotaPanel } from '../account/QuotaPanel.tsx'
import { FirstStepsList, takenText, useFirstSteps } from './FirstStepsCard.tsx'

export function LibraryStatus() {
  const { library, remote, shelf } = useStore()
  const id = useId()
  const steps = useFirstSteps()
  const { data: quota } = useQuery(remote.quota())
  const isOpen = preferences.value.isStatusOpen
  const count = library.notebooks.value.size
  const problem = quota && problemText(quota)
  return (
    <section class="library-status" aria-label={t('sync.title')}>
      <div class="library-status-line">
        <button
          type="button"
          class="library-status-toggle"
          aria-expanded={isOpen}
          {...(isOpen && { 'aria-controls': id })}
          onClick={() => prefer({ isStatusOpen: !isOpen })}
        >
          <Icon name="chevron" />
          <span class="library-status-words">
            {steps?.taken && <span>{takenText(steps.taken)}</span>}
            <span class="library-status-quota">{quota ? quotaText(quota) : t('usage.title')}</span>
            {problem && (
              <span class="library-status-problem">
                <Icon name="warning" />
                {problem}
              </span>
            )}
          </span>
        </button>
        {count > 0 && <SyncButton />}
      </div>
      {/* Before the first sync, users shouldn't have to look for what will be sent. */}
      {!isOpen && count > 0 && shelf.notebooks.value.size === 0 && (
        <p class="quiet library-status-what">{t('sync.what', { count })}</p>
      )}
      {isOpen && (
        <div id={id} class="card library-status-more">
          {steps && <FirstStepsList {...steps} />}
          <QuotaPanel />
          <FullNote />
          {count > 0 && <p class="quiet">{t('sync.what', { count })}</p>}
        </div>
      )}
    </section>
  )
}

function SyncButton() {
  const { account, activity, library, remote, shelf } = useStore()
  const busy = Boolean(activity.syncing.value?.running.value || activity.importing.value?.running.value)
  const sync = () => {
    if (!busy) void activity.sync(new SyncRun(library, account, remote)).then(() => shelf.load())
  }
  return (
    <button type="button" class="button button-primary short-button" aria-disabled={busy} onClick={sync}>
      <Icon name="sync" />
      <span>{t('sync.do')}</span>
    </button>
  )
}

/** Without a transcription service no pages are counted. */
function quotaText({ has_reader, limit, used, reserved }: Quota): string {
  if (!has_reader) return t('quota.noReaderShort')
  const taken = used + reserved
  return limit === null ? t('quota.unlimited', { count: taken }) : t('quota.used', { used: taken, count: limit })
}

/** What needs attention, in a few words: the expanded line says the rest. null: nothing. */
function problemText(quota: Quota): string | null {
  if (fullTextOf(quota)) return t('quota.fullShort')
  const isWaiting = quota.deferred_pages > 0 || (quota.paused_because !== null && quota.reserved > 0)
  return quota.has_reader && isWaiting ? t('quota.waitingShort') : null
}
