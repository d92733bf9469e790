// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from 'preact/hooks'
import { SettingsForm } from '../../components/forms/SettingsForm.tsx'
import { type Choice, type Drawn, type Settings, saveIntegration, type Target } from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { targetName } from '../texts/target-texts.ts'
import { GrantedConnection, useGrantedConnection } from './GrantedConnection.tsx'
import { isNothing, PickedChoice } from './PickedChoice.tsx'
import { PreviewOf } from './PreviewOf.tsx'
import { PulledSteps } from './PulledSteps.tsx'
import { listOptions, settingRows, settingsProblem, testSettings } from './target-settings.ts'

/** Set-up of a target: all settings in one form, with a preview of what would be delivered. */
export function IntegrationSetUp({ target, onDrawn }: { target: Target; onDrawn: (drawn: Drawn) => void }) {
  const { account, remote } = useStore()
  const connection = useGrantedConnection(target)
  const [choice, setChoice] = useState<Choice | null>(null)
  const [choiceProblem, setChoiceProblem] = useState<string | null>(null)
  const choose = (next: Choice | null) => {
    setChoiceProblem(null)
    setChoice(next)
  }
  const setUp = async (settings: Settings) => {
    if (isNothing(choice)) {
      setChoiceProblem(t('choice.nothing'))
      return null
    }
    try {
      onDrawn(await saveIntegration(account, target.name, { settings, choice, is_enabled: true }))
    } catch (error) {
      return settingsProblem(error, target)
    }
    await remote.deliveriesChanged()
    return null
  }
  return (
    <section aria-labelledby="integration-setup">
      <h2 id="integration-setup">{t('setup.title', { name: targetName(target.name) })}</h2>
      {target.delivery === 'pulled' && <PulledSteps target={target} isNew />}
      {target.can_authorize && connection !== undefined && (
        <GrantedConnection target={target} connection={connection} canDisconnect />
      )}
      {(!target.can_authorize || connection) && (
        <SettingsForm
          rows={settingRows(target, null)}
          submitLabel={t(target.delivery === 'pulled' ? 'setup.drawKey' : 'setup.do')}
          listsFirst={connection?.status === 'active'}
          onOptions={(key, settings, create) => listOptions(account, target, key, settings, create)}
          onTest={target.delivery === 'pushed' ? (settings) => testSettings(account, target, settings) : undefined}
          onSubmit={setUp}
        >
          <PickedChoice choice={choice} problem={choiceProblem} onChange={choose} />
          {target.delivery === 'pushed' && <PreviewOf target={target} choice={choice} />}
        </SettingsForm>
      )}
    </section>
  )
}
