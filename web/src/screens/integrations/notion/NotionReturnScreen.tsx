// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { useEffect, useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { Icon } from '../../../components/controls/Icon.tsx'
import { workspacesChanged } from '../../../data/server/notion.ts'
import { completeOAuth } from '../../../data/server/oauth.ts'
import { consumeOAuthRedirect, type OAuthRedirect } from '../../../data/server/oauth-return.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { NotionAuthorizeButton } from './NotionAuthorizeButton.tsx'
import { connectProblem, workspaceName } from './notion-texts.ts'
import { returnToAgent } from './return-to-agent.ts'

/** Notion's redirect target: passes its answer to the server and shows the result. */
export function NotionReturnScreen() {
  const { account, remote } = useStore()
  const [returned] = useState(() => consumeOAuthRedirect('/connections/notion'))
  const answer = useMutation({
    mutationFn: (given: OAuthRedirect) => completeOAuth(account, 'notion', given),
    onSuccess: returnToAgent,
    onSettled: () => workspacesChanged(remote),
  })
  useEffect(() => {
    if (returned) answer.mutate(returned)
  }, [])
  const { data: workspace, error } = answer
  const words = () => {
    if (!returned) return t('notion.nothingReturned')
    if (workspace) return t('notion.nowConnected', { name: workspaceName(workspace) })
    return error ? connectProblem(error) : t('notion.connecting')
  }
  const isOver = !returned || workspace || error
  return (
    <>
      <p role="status" class={`notion-outcome ${error ? 'target-bad' : ''}`}>
        {workspace && <Icon name="check" />}
        {error && <Icon name="warning" />}
        <span>{words()}</span>
      </p>
      {isOver && (
        <div class="form-actions form-actions-start">
          {error && <NotionAuthorizeButton label={t('notion.again')} isPrimary />}
          {!error && (
            <Link href="/integrations/notion" class="button button-primary">
              {t(workspace ? 'notion.seeGranted' : 'notion.connect')}
            </Link>
          )}
          <Link href="/integrations" class="button">
            {t('integrations.title')}
          </Link>
        </div>
      )}
    </>
  )
}
