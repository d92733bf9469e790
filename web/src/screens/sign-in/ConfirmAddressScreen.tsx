// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem } from '@rmirror/shared/api'
import { useQuery } from '@tanstack/preact-query'
import { Link } from 'wouter-preact'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { confirmAddress } from '../../data/account/notices.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { useTokenOfLink } from './use-token-of-link.ts'

/** What the mailed link to confirm an address opens, signed in or not. */
export function ConfirmAddressScreen() {
  const { account } = useStore()
  const token = useTokenOfLink()
  const { data, error, refetch } = useQuery({
    queryKey: ['confirmed address', token],
    queryFn: () => confirmation(account, token ?? ''),
    enabled: token !== undefined,
    // A link works once.
    ...{ staleTime: Number.POSITIVE_INFINITY, retry: false },
  })
  if (!token) return <Result text={t('reset.noLink')} />
  if (!data) return <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
  if (data.email) return <Result text={t('confirm.done', { email: data.email })} />
  return <Result text={t(data.isTaken ? 'confirm.taken' : 'confirm.over')} />
}

interface Confirmation {
  /** Unless the link is no good, or the address is another account's. */
  email?: string
  isTaken?: boolean
}

async function confirmation(account: Parameters<typeof confirmAddress>[0], token: string): Promise<Confirmation> {
  try {
    return { email: await confirmAddress(account, token) }
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 410) return {}
    if (error instanceof ApiProblem && error.status === 409) return { isTaken: true }
    throw error
  }
}

function Result({ text }: { text: string }) {
  return (
    <>
      <p class="sign-lead" role="status">
        {text}
      </p>
      <p class="sign-other">
        <Link href="/account#account-mail">{t('confirm.account')}</Link>
      </p>
    </>
  )
}
