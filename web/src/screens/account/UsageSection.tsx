// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { UsageMeter } from '../../components/account/UsageMeter.tsx'
import { fullness } from '../../components/controls/ShareBar.tsx'
import type { Quota } from '../../data/account/quota.ts'
import { planOf } from '../../data/server/plan.ts'
import { useStore } from '../../data/store.ts'
import { formatDay, formatSize, t } from '../../i18n/index.ts'
import { QuotaMonths } from './QuotaMonths.tsx'
import { deletedText, fullText, QuotaPanel } from './QuotaPanel.tsx'

/** The account's usage of the server, with its limits. */
export function UsageSection() {
  const { account, remote } = useStore()
  // `QuotaPanel` shows the error if this fails.
  const { data: quota } = useQuery(remote.quota())
  // Only reads the cache: `PlanSection`, shown with it, fetches the plan.
  const { data: plan } = useQuery({ ...planOf(remote), enabled: false })
  return (
    <section aria-labelledby="account-usage">
      <h2 id="account-usage">{t('usage.title')}</h2>
      <h3>{t('reading.title')}</h3>
      <QuotaPanel />
      {quota && (
        <>
          <FailedPages quota={quota} />
          {isNearlyTaken(quota) && <p class="quiet">{t(plan?.is_sold ? 'plan.more' : 'quota.more')}</p>}
          <h3>{t('usage.stored')}</h3>
          <Stored quota={quota} retention={account.user.value?.retention_days ?? null} />
          {quota.has_claude && (
            <>
              <h3>{t('usage.claude')}</h3>
              <Tokens quota={quota} />
            </>
          )}
          <QuotaMonths />
        </>
      )}
    </section>
  )
}

function isNearlyTaken({ limit, used, reserved, has_reader }: Quota): boolean {
  return has_reader && limit !== null && fullness(used + reserved, limit) !== 'plenty'
}

function FailedPages({ quota: { failed_pages, limit, reset_at } }: { quota: Quota }) {
  if (failed_pages === 0) return null
  const isBound = limit !== null && failed_pages >= limit
  return (
    <p class="quiet">
      {t('usage.failed', { count: failed_pages })}
      {isBound && ` ${t('usage.failedBound', { day: formatDay(Date.parse(reset_at)) })}`}
    </p>
  )
}

function Stored({ quota, retention }: { quota: Quota; retention: number | null }) {
  const { storage, notebooks, pages } = quota
  const size = formatSize(storage.used)
  return (
    <>
      <UsageMeter
        label={t('usage.storage')}
        words={
          storage.limit === null
            ? t('usage.storageUnlimited', { size })
            : t('usage.storageUsed', { size, limit: formatSize(storage.limit) })
        }
        full={fullText(quota, 'storage')}
        {...storage}
      />
      <UsageMeter
        label={t('usage.notebooks')}
        words={
          notebooks.limit === null
            ? t('usage.notebooksUnlimited', { count: notebooks.used })
            : t('usage.notebooksUsed', { used: notebooks.used, count: notebooks.limit })
        }
        full={fullText(quota, 'notebooks')}
        {...notebooks}
      />
      <UsageMeter
        label={t('usage.pages')}
        words={
          pages.limit === null
            ? t('usage.pagesUnlimited', { count: pages.used })
            : t('usage.pagesUsed', { used: pages.used, count: pages.limit })
        }
        full={fullText(quota, 'pages')}
        {...pages}
      />
      <p class="quiet">{deletedText(quota, retention)}</p>
    </>
  )
}

function Tokens({ quota: { tokens, reset_at } }: { quota: Quota }) {
  const { limit, used, reserved, left } = tokens
  if (limit === 0) return <p class="quiet">{t('usage.noTokens')}</p>
  const words =
    limit === null ? t('usage.tokensUnlimited', { count: used }) : t('usage.tokensUsed', { used, count: limit })
  const day = formatDay(Date.parse(reset_at))
  const isSpent = left === 0 && reserved === 0
  return (
    <>
      <UsageMeter
        label={t('usage.tokens')}
        words={words}
        aside={limit === null ? null : t('quota.resets', { day })}
        more={reserved > 0 ? t('usage.tokensReserved', { count: reserved }) : null}
        full={isSpent ? t('usage.tokensSpent', { day }) : null}
        used={used + reserved}
        limit={limit}
      />
      <p class="quiet">{t('usage.claudeWhat')}</p>
    </>
  )
}
