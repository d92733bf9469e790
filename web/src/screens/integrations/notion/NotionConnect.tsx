// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import { type SettingRow, SettingsForm } from '../../../components/forms/SettingsForm.tsx'
import { pasteToken, type Workspace, workspacesChanged } from '../../../data/server/notion.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { NotionAuthorizeButton } from './NotionAuthorizeButton.tsx'
import { connectProblem } from './notion-texts.ts'

interface NotionConnectProps {
  place: RefObject<HTMLElement>
  /** OAuth is available: the administrator has registered this server at Notion. */
  canAuthorize: boolean
  /** No workspace is connected yet. */
  isFirst: boolean
  onConnected: (workspace: Workspace) => void
}

/** The two ways to connect a workspace: OAuth, or a pasted token. */
export function NotionConnect({ place, canAuthorize, isFirst, onConnected }: NotionConnectProps) {
  const token = <TokenForm onConnected={onConnected} />
  return (
    <section ref={place} aria-labelledby="notion-connect">
      <h2 id="notion-connect">{t(isFirst ? 'notion.connect' : 'notion.connectAnother')}</h2>
      {canAuthorize ? (
        <>
          <p>{t('notion.askWhat')}</p>
          <div class="form-actions form-actions-start">
            <NotionAuthorizeButton label={t('notion.ask')} isPrimary={isFirst} />
          </div>
          <details class="steps-folded">
            <summary>{t('notion.pasteInstead')}</summary>
            {token}
          </details>
        </>
      ) : (
        <>
          <p class="note">{t('notion.noClient')}</p>
          {token}
        </>
      )}
    </section>
  )
}

/** Instructions for finding a token, and the form to enter it. */
function TokenForm({ onConnected }: Pick<NotionConnectProps, 'onConnected'>) {
  const { account, remote } = useStore()
  // Remounts the form after each accepted token, so that the token doesn't stay in its field.
  const [taken, setTaken] = useState(0)
  const paste = async ({ token = '' }: Record<string, string>) => {
    try {
      const workspace = await pasteToken(account, token)
      await workspacesChanged(remote)
      setTaken((before) => before + 1)
      onConnected(workspace)
      return null
    } catch (error) {
      return { about: 'token', text: connectProblem(error) }
    }
  }
  return (
    <div class="notion-token">
      <TokenSteps />
      <SettingsForm key={taken} rows={[tokenRow()]} submitLabel={t('notion.connectDo')} onSubmit={paste} />
    </div>
  )
}

function TokenSteps() {
  return (
    <>
      <p>{t('notion.tokenWhat')}</p>
      <ul class="steps notion-tokens">
        <li>
          <strong>{t('notion.personal')}</strong> {t('notion.personalHow')}{' '}
          <OutsideLink href="https://www.notion.so/developers/tokens">notion.so/developers/tokens</OutsideLink>
        </li>
        <li>
          <strong>{t('notion.internal')}</strong> {t('notion.internalHow')}{' '}
          <OutsideLink href="https://www.notion.so/developers">notion.so/developers</OutsideLink>
        </li>
      </ul>
    </>
  )
}

function OutsideLink({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}

function tokenRow(): SettingRow {
  return {
    ...{ key: 'token', kind: 'secret', label: t('notion.token'), hint: t('notion.tokenHint') },
    ...{ required: true, value: '', isSaved: false },
  }
}
