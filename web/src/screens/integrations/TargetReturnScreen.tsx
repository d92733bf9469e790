// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { useEffect, useState } from 'preact/hooks'
import { Link, useLocation } from 'wouter-preact'
import { Icon } from '../../components/controls/Icon.tsx'
import { completeOAuth } from '../../data/server/oauth.ts'
import { consumeOAuthRedirect, type OAuthRedirect } from '../../data/server/oauth-return.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { targetName } from '../texts/target-texts.ts'
import { GrantButton } from './GrantButton.tsx'
import { grantingProblem } from './granting-texts.ts'

/**
 * Where the consent screen of a target leads back to: passes its answer to the server and goes on to the target's
 * screen, or says why it wasn't connected.
 */
export function TargetReturnScreen({ name: target }: { name: string }) {
  const { account, remote } = useStore()
  const [, navigate] = useLocation()
  const [returned] = useState(() => consumeOAuthRedirect(`/connections/${target}`))
  const place = `/integrations/${target}`
  const name = targetName(target)
  const answer = useMutation({
    mutationFn: (given: OAuthRedirect) => completeOAuth(account, target, given),
    onSuccess: () => navigate(place, { replace: true }),
    onSettled: () => Promise.all([remote.invalidate('connections'), remote.deliveriesChanged()]),
  })
  useEffect(() => {
    if (returned) answer.mutate(returned)
  }, [])
  const { error } = answer
  const words = () => {
    if (!returned) return t('granting.nothingReturned', { name })
    return error ? grantingProblem(target, error) : t('granting.connecting', { name })
  }
  return (
    <>
      <p role="status" class={`notion-outcome ${error ? 'target-bad' : ''}`}>
        {error && <Icon name="warning" />}
        <span>{words()}</span>
      </p>
      {(!returned || error) && (
        <div class="form-actions form-actions-start">
          {error && <GrantButton target={target} label={t('granting.again', { name })} isPrimary />}
          <Link href={place} class="button">
            {name}
          </Link>
        </div>
      )}
    </>
  )
}
