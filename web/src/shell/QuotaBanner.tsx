// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { StatusPanel } from '../components/controls/StatusPanel.tsx'
import { lastShown, type NearLimit, nearLimitOf, noteShown } from '../data/account/quota-banner.ts'
import { useStore } from '../data/store.ts'
import { formatDay, formatPercent, type TextKey, t } from '../i18n/index.ts'
import { routes } from './routes.ts'

/**
 * The notice that a limit is nearly reached. It's shown on one screen, until it's dismissed or another screen opens. It
 * isn't shown on the account's screen, which says more, nor on the sign-in screens, which users only pass through.
 */
export function QuotaBanner() {
  const { account, activity, remote } = useStore()
  const [path, navigate] = useLocation()
  const [shown, setShown] = useState<{ name: string; path: string } | null>(null)
  const { data: quota } = useQuery({ ...remote.quota(), staleTime: 60_000 })
  const near = quota ? nearLimitOf(quota) : null
  // The panel of a sync already says that pages wait for the next month.
  const isSaidBySync = near?.name.startsWith('pages 1 ') && (activity.syncing.value?.deferredPages.value ?? 0) > 0
  useEffect(() => {
    // Signed out since this was drawn: the notice must leave nothing in the browser.
    if (account.userId.peek() === null) return
    if (near && near.name !== lastShown.value && !silentPaths.includes(path)) {
      setShown(isSaidBySync ? null : { name: near.name, path })
      noteShown(near)
    } else if (path !== shown?.path) setShown(null)
  }, [near?.name, path])
  if (!quota || !near || near.name !== shown?.name || path !== shown.path) return null
  const values = {
    share: formatPercent(Math.floor(near.share * 100) / 100),
    day: formatDay(Date.parse(quota.reset_at)),
  }
  return (
    <StatusPanel
      label={t('usage.title')}
      title={t(titleOf(near), values)}
      action={{ label: t('limit.usage'), onClick: () => navigate(`${routes.account.path}#account-usage`) }}
      onDismiss={() => setShown(null)}
    />
  )
}

const silentPaths: readonly string[] = [routes.account.path, routes.signIn.path, routes.signUp.path]

const nearTexts = { pages: 'limit.pages', tokens: 'limit.tokens', storage: 'limit.storage' } as const
const reachedTexts = { pages: 'limit.noPages', tokens: 'limit.noTokens', storage: 'limit.noStorage' } as const

function titleOf({ kind, share }: NearLimit): TextKey {
  return share < 1 ? nearTexts[kind] : reachedTexts[kind]
}
