// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from 'wouter-preact'
import { Icon } from '../components/controls/Icon.tsx'
import { LoadingOrError } from '../components/controls/LoadingOrError.tsx'
import { ReasonText } from '../components/forms/ReasonText.tsx'
import type { Integration, Target } from '../data/server/integrations.ts'
import { formatAge, t } from '../i18n/index.ts'
import { stateOf } from './integrations/integration-state.ts'
import { NotionCard } from './integrations/notion/NotionCard.tsx'
import { useIntegrations } from './integrations/use-integrations.ts'
import { reasonOf } from './texts/reason-texts.ts'
import { stopText, targetName, targetWhat } from './texts/target-texts.ts'

/** All services that can receive notes, each with its status. */
export function IntegrationsScreen() {
  const { targets, integrations, problem, retry } = useIntegrations()
  return (
    <>
      <p class="sign-lead">{t('integrations.lead')}</p>
      {targets && integrations ? (
        <ul class="targets">
          {targets.filter(hasOwnCard).map((target) => (
            <TargetCard key={target.name} target={target} integration={integrationOf(integrations, target.name)} />
          ))}
          <NotionCard
            target={targets.find(({ name }) => name === 'notion') ?? null}
            integration={integrationOf(integrations, 'notion')}
          />
        </ul>
      ) : (
        <LoadingOrError problem={problem} onRetry={retry} />
      )}
    </>
  )
}

const integrationOf = (integrations: Integration[], name: string) =>
  integrations.find(({ target_name }) => target_name === name) ?? null

/** Notion has a card for its connection instead, and its own screen at the target's address. */
const hasOwnCard = ({ name }: Target) => name !== 'notion'

function TargetCard({ target, integration }: { target: Target; integration: Integration | null }) {
  const name = targetName(target.name)
  const state = integration && stateOf(target, integration)
  return (
    <li class="card target-card">
      <h2>
        <Link href={`/integrations/${encodeURIComponent(target.name)}`}>{name}</Link>
      </h2>
      <p>{targetWhat(target)}</p>
      {state ? (
        <p class={`target-state ${state.isBad ? 'target-bad' : ''}`}>
          <Icon name={state.icon} />
          <span>{state.text}</span>
        </p>
      ) : (
        <p class="target-state target-off">
          <Icon name="add" />
          <span>{t('integrations.setUp')}</span>
        </p>
      )}
      {integration?.stopped && (
        <p class="target-reason">
          {stopText(target.name, integration.stopped.error_class)}{' '}
          <ReasonText {...reasonOf(integration.stopped.error_message)} />
        </p>
      )}
      {integration && <Facts target={target} integration={integration} />}
    </li>
  )
}

function Facts({
  target,
  integration: { counts, last_synced_at: last },
}: {
  target: Target
  integration: Integration
}) {
  const facts = [
    last &&
      t(target.delivery === 'pulled' ? 'integrations.lastFetched' : 'integrations.last', {
        when: formatAge(Date.parse(last)),
      }),
    counts.success > 0 && t('integrations.delivered', { count: counts.success }),
  ].filter((fact) => typeof fact === 'string')
  if (facts.length === 0) return null
  return (
    <p class="facts">
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </p>
  )
}
