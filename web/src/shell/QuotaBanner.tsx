// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { useLocation } from 'wouter-preact'
import { StatusPanel } from '../components/StatusPanel.tsx'
import { dismiss, dismissed, type NearLimit, nearLimitOf } from '../data/quota-banner.ts'
import { useStore } from '../data/store.ts'
import { formatDay, formatPercent, type TextKey, t } from '../i18n/index.ts'
import { routes } from './routes.ts'

/** That a limit is nearly reached, on all screens but the one that says more about it. */
export function QuotaBanner() {
  const { remote } = useStore()
  const [path, navigate] = useLocation()
  const { data: quota } = useQuery({ ...remote.quota(), staleTime: 60_000 })
  const near = quota && nearLimitOf(quota)
  if (!near || near.name === dismissed.value || path === routes.account.path) return null
  const values = {
    share: formatPercent(Math.floor(near.share * 100) / 100),
    day: formatDay(Date.parse(quota.reset_at)),
  }
  return (
    <StatusPanel
      label={t('usage.title')}
      title={t(titleOf(near), values)}
      action={{ label: t('limit.usage'), onClick: () => navigate(`${routes.account.path}#account-usage`) }}
      onDismiss={() => dismiss(near)}
    />
  )
}

const nearTexts = { pages: 'limit.pages', tokens: 'limit.tokens', storage: 'limit.storage' } as const
const reachedTexts = { pages: 'limit.noPages', tokens: 'limit.noTokens', storage: 'limit.noStorage' } as const

function titleOf({ kind, share }: NearLimit): TextKey {
  return share < 1 ? nearTexts[kind] : reachedTexts[kind]
}
