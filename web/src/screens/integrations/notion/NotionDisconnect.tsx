// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { ConfirmDialog } from '../../../components/controls/ConfirmDialog.tsx'
import { type Workspace, workspacesChanged } from '../../../data/server/notion.ts'
import { disconnect } from '../../../data/server/oauth.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'
import { workspaceName } from './notion-texts.ts'

interface NotionDisconnectProps {
  workspace: Workspace
  onClose: () => void
  onDone: () => void
}

/** Asks for confirmation before a workspace is disconnected, with the consequences. */
export function NotionDisconnect({ workspace, onClose, onDone }: NotionDisconnectProps) {
  const { account, remote } = useStore()
  const remove = useMutation({
    mutationFn: () => disconnect(account, workspace),
    onSuccess: async () => {
      onClose()
      onDone()
      await workspacesChanged(remote)
    },
  })
  return (
    <ConfirmDialog
      title={t('notion.disconnectQuestion', { name: workspaceName(workspace) })}
      verb={t('notion.disconnectDo')}
      isDanger
      isBusy={remove.isPending}
      problem={remove.error && serverText(remove.error)}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>
        {t('notion.disconnectKeeps')}{' '}
        {t(workspace.kind === 'token' ? 'notion.disconnectToken' : 'notion.disconnectAsked')}
      </p>
    </ConfirmDialog>
  )
}
