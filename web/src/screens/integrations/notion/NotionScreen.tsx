// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { useEffect, useRef, useState } from 'preact/hooks'
import { LoadingOrError } from '../../../components/controls/LoadingOrError.tsx'
import { isAgentWaiting } from '../../../data/account/agent-return.ts'
import type { NotionConnectOptions, Workspace } from '../../../data/server/notion.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'
import { ServiceScreen } from '../ServiceScreen.tsx'
import { NotionConnect } from './NotionConnect.tsx'
import { NotionMirror } from './NotionMirror.tsx'
import { NotionWorkspace } from './NotionWorkspace.tsx'
import { workspaceName } from './notion-texts.ts'
import { returnToAgent } from './return-to-agent.ts'

/** The connected Notion workspaces, the mirrored notebooks, and how to connect another workspace. */
export function NotionScreen() {
  const { remote } = useStore()
  const workspaces = useQuery(remote.workspaces())
  const options = useQuery(remote.notionConnectOptions())
  const error = workspaces.error ?? options.error
  const retry = () => {
    void workspaces.refetch()
    void options.refetch()
  }
  return (
    <ServiceScreen name="Notion">
      <p class="sign-lead">{t('notion.what')}</p>
      {isAgentWaiting() && <p class="note">{t('notion.forAgent')}</p>}
      {workspaces.data && options.data ? (
        <Workspaces workspaces={workspaces.data} options={options.data} />
      ) : (
        <LoadingOrError problem={error && serverText(error)} onRetry={retry} />
      )}
    </ServiceScreen>
  )
}

function Workspaces({ workspaces, options }: { workspaces: Workspace[]; options: NotionConnectOptions }) {
  const outcome = useRef<HTMLParagraphElement>(null)
  const connect = useRef<HTMLElement>(null)
  const [requests, setTold] = useState<{ words: string } | null>(null)
  useEffect(() => {
    // The button that was pressed has disappeared together with the focus.
    if (requests) outcome.current?.focus()
  }, [requests])
  const askForToken = () => {
    const folded = connect.current?.querySelector('details')
    if (folded) folded.open = true
    connect.current?.querySelector('input')?.focus()
  }
  return (
    <>
      <p ref={outcome} tabIndex={-1} role="status" class="notion-told">
        {requests?.words}
      </p>
      {workspaces.map((workspace) => (
        <NotionWorkspace
          key={workspace.id}
          workspace={workspace}
          canAuthorize={options.can_authorize}
          onToken={askForToken}
          onDisconnected={() => setTold({ words: t('notion.disconnected', { name: workspaceName(workspace) }) })}
        />
      ))}
      <NotionMirror canStart={workspaces.some(({ status }) => status === 'active')} />
      <NotionConnect
        place={connect}
        canAuthorize={options.can_authorize}
        isFirst={workspaces.length === 0}
        onConnected={(workspace) => {
          setTold({ words: t('notion.nowConnected', { name: workspaceName(workspace) }) })
          returnToAgent()
        }}
      />
    </>
  )
}
