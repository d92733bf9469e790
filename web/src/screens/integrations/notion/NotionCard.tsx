// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { Link } from 'wouter-preact'
import { Icon } from '../../../components/controls/Icon.tsx'
import { ReasonText } from '../../../components/forms/ReasonText.tsx'
import type { Integration, Target } from '../../../data/server/integrations.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { reasonOf } from '../../texts/reason-texts.ts'
import { serverText } from '../../texts/server-texts.ts'
import { stopText } from '../../texts/target-texts.ts'
import { stateOf } from '../integration-state.ts'
import { stateOfWorkspaces } from './notion-texts.ts'

interface NotionCardProps {
  /** null: this server doesn't have the target. */
  target: Target | null
  /** Set if notebooks are mirrored to Notion. */
  integration: Integration | null
}

/** Notion's card among the services: the connected workspaces, and the status of the mirrored notebooks. */
export function NotionCard({ target, integration }: NotionCardProps) {
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
      {target && workspaces && (integration || state) && <MirrorState target={target} integration={integration} />}
      {integration?.stopped && (
        <p class="target-reason">
          {stopText('notion', integration.stopped.error_class)}{' '}
          <ReasonText {...reasonOf(integration.stopped.error_message)} />
        </p>
      )}
      {error && <p class="target-reason">{serverText(error)}</p>}
    </li>
  )
}

function MirrorState({ target, integration }: { target: Target; integration: Integration | null }) {
  const state = integration && stateOf(target, integration)
  if (!state)
    return (
      <p class="target-state target-off">
        <Icon name="add" />
        <span>{t('notionMirror.cardOff')}</span>
      </p>
    )
  return (
    <p class={`target-state ${state.isBad ? 'target-bad' : ''}`}>
      <Icon name={state.icon} />
      <span>{t('notionMirror.cardState', { state: state.text })}</span>
    </p>
  )
}
