// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { syncNow } from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

interface RetryAllProps {
  target: string
  /** Only what failed in this notebook. */
  notebook?: string
}

/** Starts a sync run, in which the server also retries what failed. */
export function RetryAll({ target, notebook }: RetryAllProps) {
  const { account, remote } = useStore()
  const retry = useMutation({
    mutationFn: () => syncNow(account, target, notebook),
    onSettled: () => remote.deliveriesChanged(),
  })
  return (
    <RetryAllButton retry={retry} onRetry={() => retry.mutate()}>
      {retry.isPending && t('status.syncing')}
    </RetryAllButton>
  )
}

interface RetryAllButtonProps {
  retry: { isPending: boolean; error: Error | null }
  onRetry: () => void
  /** Progress, or the result. */
  children: ComponentChildren
}

/** Retry button with its status and error message. */
export function RetryAllButton({ retry: { isPending, error }, onRetry, children }: RetryAllButtonProps) {
  return (
    <div class="retry-all">
      <button
        type="button"
        class="button button-small"
        aria-disabled={isPending}
        onClick={() => !isPending && onRetry()}
      >
        <Icon name="sync" />
        <span>{t('deliveries.retryAll')}</span>
      </button>
      <p role="status">{children}</p>
      <FormProblem text={error && serverText(error)} />
    </div>
  )
}
