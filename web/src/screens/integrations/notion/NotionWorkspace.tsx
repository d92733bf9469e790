// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { useId, useState } from 'preact/hooks'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { Icon } from '../../../components/controls/Icon.tsx'
import { Outcome } from '../../../components/forms/SettingsForm.tsx'
import { type Workspace, type WorkspaceTest, workspaceTest } from '../../../data/server/notion.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { reasonOf } from '../../texts/reason-texts.ts'
import { serverText } from '../../texts/server-texts.ts'
import { NotionAuthorizeButton } from './NotionAuthorizeButton.tsx'
import { NotionDisconnect } from './NotionDisconnect.tsx'
import { GrantsOf, SharedPages } from './NotionGrants.tsx'
import { stateOfWorkspace, workspaceName } from './notion-texts.ts'

interface NotionWorkspaceProps {
  workspace: Workspace
  canAuthorize: boolean
  /** Called when the user wants to paste another token. */
  onToken: () => void
  onDisconnected: () => void
}

/** One workspace: its status, what was granted, and the actions for it. */
export function NotionWorkspace({ workspace, canAuthorize, onToken, onDisconnected }: NotionWorkspaceProps) {
  const { remote } = useStore()
  const id = useId()
  const { icon, text, isBad } = stateOfWorkspace(workspace)
  const isActive = workspace.status === 'active'
  // The shared pages are only known from a request to Notion.
  const test = useQuery({ ...workspaceTest(remote, workspace), enabled: isActive })
  const [isAsking, setAsking] = useState(false)
  return (
    <section class={`card status-card ${isBad ? 'status-bad' : ''}`} aria-labelledby={id}>
      <h2 id={id}>{workspaceName(workspace)}</h2>
      <p class={`target-state ${isBad ? 'target-bad' : ''}`}>
        <Icon name={icon} />
        <span>{text}</span>
      </p>
      {workspace.blocked_because && <p>{t('notion.blockedBecause', { reason: workspace.blocked_because })}</p>}
      <GrantsOf workspace={workspace} />
      {isActive && test.data?.is_ok && <SharedPages pages={test.data.pages} />}
      <div class="form-actions form-actions-start">
        {workspace.blocked_because === null && (
          <>
            {!isActive && <ConnectAgain workspace={workspace} canAuthorize={canAuthorize} onToken={onToken} />}
            <TestButton name={workspaceName(workspace)} isBusy={test.isFetching} onTest={() => void test.refetch()} />
          </>
        )}
        <button type="button" class="button button-danger" onClick={() => setAsking(true)}>
          {t('notion.disconnect')}
        </button>
      </div>
      <p role="status" class="sync-result">
        {test.isFetching ? t('notion.testing') : test.data && <Tested test={test.data} isBroken={!isActive} />}
      </p>
      <FormProblem text={test.error && !test.isFetching && serverText(test.error)} />
      {isAsking && <NotionDisconnect workspace={workspace} onClose={() => setAsking(false)} onDone={onDisconnected} />}
    </section>
  )
}

function ConnectAgain({ workspace, canAuthorize, onToken }: Omit<NotionWorkspaceProps, 'onDisconnected'>) {
  if (workspace.kind === 'oauth' && canAuthorize) return <NotionAuthorizeButton label={t('notion.again')} isPrimary />
  return (
    <button type="button" class="button button-primary" onClick={onToken}>
      {t('notion.pasteAnother')}
    </button>
  )
}

function TestButton({ name, isBusy, onTest }: { name: string; isBusy: boolean; onTest: () => void }) {
  return (
    <button
      type="button"
      class="button"
      aria-label={t('notion.testNamed', { name })}
      aria-disabled={isBusy}
      onClick={() => !isBusy && onTest()}
    >
      {t('settings.test')}
    </button>
  )
}

function Tested({ test: { is_ok, problem }, isBroken }: { test: WorkspaceTest; isBroken: boolean }) {
  if (is_ok) return <Outcome ok text={t('settings.works', { name: 'Notion' })} detail={null} />
  const reason = problem ? reasonOf(problem) : null
  // The status above already says that access has ended, and what to do.
  if (isBroken && reason?.text === t('reason.notionEnded')) return null
  if (reason && !reason.isQuoted) return <Outcome ok={false} text={reason.text} detail={null} />
  return <Outcome ok={false} text={t('fault.unknown', { name: 'Notion' })} detail={reason} />
}
