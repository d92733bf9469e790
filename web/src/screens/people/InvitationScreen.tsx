// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import { Link, useLocation } from 'wouter-preact'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { captureInvitation, forgetInvitation, invitationToken } from '../../data/people/invitation-link.ts'
import { acceptInvitation, type InvitationPreview, previewOf } from '../../data/people/invitations.ts'
import { useStore } from '../../data/store.ts'
import { formatDay, t } from '../../i18n/index.ts'
import { isOver } from './invitation-state.ts'
import { invitationProblem } from './people-problems.ts'
import { roleName, roleRights } from './role-texts.ts'

/** What an invitation's link opens: says what it is for, and accepts it. */
export function InvitationScreen() {
  const { remote } = useStore()
  const token = invitationToken.value
  const { data: invitation, error, refetch } = useQuery(previewOf(remote, token))
  useEffect(() => {
    // A link that differs only in the fragment doesn't reload the page.
    addEventListener('hashchange', captureInvitation)
    return () => removeEventListener('hashchange', captureInvitation)
  }, [])
  if (token === null) return <Nothing text={t('invitation.none')} />
  if (error && isOver(error)) return <Nothing text={invitationProblem(error)} />
  if (!invitation) return <LoadingOrError problem={error && invitationProblem(error)} onRetry={() => void refetch()} />
  return <Question key={token} token={token} invitation={invitation} />
}

function Nothing({ text }: { text: string }) {
  return (
    <>
      <p class="sign-lead">{text}</p>
      <div class="form-actions form-actions-start">
        <Link href="/" class="button" onClick={forgetInvitation}>
          {t('missing.back')}
        </Link>
      </div>
    </>
  )
}

function Question({ token, invitation }: { token: string; invitation: InvitationPreview }) {
  const { remote } = useStore()
  const [, navigate] = useLocation()
  const accept = useMutation({
    mutationFn: () => acceptInvitation(remote, token),
    onSuccess: ({ id }) => {
      forgetInvitation()
      navigate(`/workspaces/${id}`, { replace: true })
    },
  })
  const { workspace_name, invited_by, role, expires_at, is_member } = invitation
  return (
    <section class="card device-question" aria-labelledby="invitation-question">
      <h2 id="invitation-question">{t('invitation.question', { workspace: workspace_name })}</h2>
      <p>{is_member ? t('invitation.isMember') : t('invitation.by', { name: invited_by })}</p>
      {!is_member && (
        <>
          <p>
            <strong>{roleName(role)}</strong> {roleRights(role)}
          </p>
          <p class="quiet">{t('invitation.means')}</p>
          <p class="quiet invitation-until">{t('invite.until', { day: formatDay(Date.parse(expires_at)) })}</p>
        </>
      )}
      <FormProblem text={accept.error && invitationProblem(accept.error)} />
      <div class="form-actions">
        <Link href="/" class="button" onClick={forgetInvitation}>
          {t('invitation.later')}
        </Link>
        <button
          type="button"
          class="button button-primary"
          aria-disabled={accept.isPending}
          onClick={() => !accept.isPending && accept.mutate()}
        >
          {t(is_member ? 'invitation.open' : 'invitation.accept')}
        </button>
      </div>
    </section>
  )
}
