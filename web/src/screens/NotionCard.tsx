// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { Link } from 'wouter-preact'
import { Icon } from '../components/Icon.tsx'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { stateOfWorkspaces } from './notion-texts.ts'
import { serverText } from './server-texts.ts'

/** Notion among the services: which of its workspaces are connected. */
export function NotionCard() {
  const { remote } = useStore()
  const { data: workspaces, error } = useQuery(remote.workspaces())
  const state = workspaces && stateOfWorkspaces(workspaces)
  return (
    <li class="card target-card">
      <h2>
        <Link href="/integrations/notion">Notion</Link>
      </h2>
      <p>{t('notion.what')}</p>
      {state ? (
        <p class={`target-state ${state.isBad ? 'target-bad' : ''}`}>
          <Icon name={state.icon} />
          <span>{state.text}</span>
        </p>
      ) : (
        workspaces && (
          <p class="target-state target-off">
            <Icon name="add" />
            <span>{t('notion.notConnected')}</span>
          </p>
        )
      )}
      {error && <p class="target-reason">{serverText(error)}</p>}
    </li>
  )
}
