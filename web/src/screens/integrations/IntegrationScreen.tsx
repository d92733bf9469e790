// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from 'preact/hooks'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { GeneratedSecret } from '../../components/forms/GeneratedSecret.tsx'
import type { Drawn, Integration, Target } from '../../data/server/integrations.ts'
import { t } from '../../i18n/index.ts'
import { MissingScreen } from '../frame/MissingScreen.tsx'
import { fieldHint, fieldLabel, targetName, targetText, targetWhat } from '../texts/target-texts.ts'
import { ChoiceSection } from './ChoiceSection.tsx'
import { DeliveriesSection } from './DeliveriesSection.tsx'
import { IntegrationSetUp } from './IntegrationSetUp.tsx'
import { IntegrationStatus } from './IntegrationStatus.tsx'
import { ObsidianPlugin, OtherPlugin } from './ObsidianPlugin.tsx'
import { PulledSteps } from './PulledSteps.tsx'
import { RemoveSection } from './RemoveSection.tsx'
import { RulesSection } from './RulesSection.tsx'
import { ServiceScreen } from './ServiceScreen.tsx'
import { SettingsSection } from './SettingsSection.tsx'
import { TemplatesSection } from './templates/TemplatesSection.tsx'
import { useIntegrations } from './use-integrations.ts'

/** One service: its status, set-up, deliveries, and removal. */
export function IntegrationScreen({ name }: { name: string }) {
  const { targets, integrations, problem, retry } = useIntegrations()
  const target = targets?.find((each) => each.name === name)
  const integration = integrations?.find((each) => each.target_name === name) ?? null
  if (targets && !target) return <MissingScreen what="integration" />
  return (
    <ServiceScreen name={targetName(name)}>
      {target && integrations ? (
        <OfTarget target={target} integration={integration} />
      ) : (
        <LoadingOrError problem={problem} onRetry={retry} />
      )}
    </ServiceScreen>
  )
}

function OfTarget({ target, integration }: { target: Target; integration: Integration | null }) {
  // Kept here because the form that requested it unmounts once the integration exists.
  const [drawn, setDrawn] = useState<Drawn>({})
  const note = targetText(target.name, 'note')
  return (
    <>
      <p class="sign-lead">{targetWhat(target)}</p>
      {note && <p class="note">{note}</p>}
      {target.fields
        .filter(({ key }) => drawn[key] !== undefined)
        .map((field) => (
          <GeneratedSecret
            key={`${field.key} ${drawn[field.key]}`}
            label={fieldLabel(target.name, field)}
            value={drawn[field.key] ?? ''}
            hint={fieldHint(target.name, field)}
            onDone={() => setDrawn({})}
          />
        ))}
      {target.name === 'obsidian' && <ObsidianPlugin isFolded={integration !== null} />}
      {integration ? (
        <SetUp target={target} integration={integration} onDrawn={setDrawn} />
      ) : target.name === 'obsidian' ? (
        <OtherPlugin>
          <IntegrationSetUp target={target} onDrawn={setDrawn} />
        </OtherPlugin>
      ) : (
        <IntegrationSetUp target={target} onDrawn={setDrawn} />
      )}
    </>
  )
}

interface SetUpProps {
  target: Target
  integration: Integration
  onDrawn: (drawn: Drawn) => void
}

function SetUp({ target, integration, onDrawn }: SetUpProps) {
  const isLeaving = integration.state === 'removing'
  return (
    <>
      <IntegrationStatus target={target} integration={integration} />
      {!isLeaving && target.delivery === 'pulled' && (
        <details class="steps-folded" open={integration.last_synced_at === null}>
          <summary>{t('pulled.how', { name: targetName(target.name) })}</summary>
          <PulledSteps target={target} />
        </details>
      )}
      {!isLeaving && (
        <>
          <DeliveriesSection target={target} integration={integration} />
          <ChoiceSection target={target} integration={integration} />
          {target.delivery === 'pushed' && <RulesSection target={target} integration={integration} />}
          <TemplatesSection target={target} integration={integration} />
          <SettingsSection target={target} integration={integration} onDrawn={onDrawn} />
          <RemoveSection target={target} />
        </>
      )}
    </>
  )
}
