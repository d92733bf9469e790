// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { ConfirmDialog } from '../../components/controls/ConfirmDialog.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { SettingsForm } from '../../components/forms/SettingsForm.tsx'
import {
  type Drawn,
  drawSecret,
  type Integration,
  type Settings,
  saveIntegration,
  type Target,
  type TargetField,
} from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { fieldLabel, targetName } from '../texts/target-texts.ts'
import { GrantedConnection, useGrantedConnection } from './GrantedConnection.tsx'
import { listOptions, settingRows, settingsProblem, testSettings } from './target-settings.ts'

interface SettingsSectionProps {
  target: Target
  integration: Integration
  onDrawn: (drawn: Drawn) => void
}

/** A target's settings, and its secrets, which can be replaced. */
export function SettingsSection({ target, integration, onDrawn }: SettingsSectionProps) {
  const { account, remote } = useStore()
  const connection = useGrantedConnection(target)
  const rows = settingRows(target, integration)
  const drawn = target.fields.filter(({ kind }) => kind === 'drawn')
  const save = async (settings: Settings) => {
    try {
      onDrawn(await saveIntegration(account, target.name, { settings }))
    } catch (error) {
      return settingsProblem(error, target)
    }
    await remote.deliveriesChanged()
    return null
  }
  if (rows.length + drawn.length === 0) return null
  const drawnFields = drawn.map((field) => (
    <GeneratedSecretField key={field.key} target={target} field={field} onDrawn={onDrawn} />
  ))
  return (
    <section aria-labelledby="integration-settings">
      <h2 id="integration-settings" tabIndex={-1}>
        {t('settings.title')}
      </h2>
      {target.can_authorize && connection !== undefined && (
        <GrantedConnection target={target} connection={connection} />
      )}
      {rows.length > 0 ? (
        <SettingsForm
          rows={rows}
          submitLabel={t('profile.save')}
          onOptions={(key, settings, create) => listOptions(account, target, key, settings, create)}
          onTest={target.delivery === 'pushed' ? (settings) => testSettings(account, target, settings) : undefined}
          onSubmit={save}
        >
          {drawnFields}
        </SettingsForm>
      ) : (
        drawnFields
      )}
    </section>
  )
}

/** A secret that the server generated: it can't be shown again, only replaced. */
function GeneratedSecretField({
  target,
  field,
  onDrawn,
}: Omit<SettingsSectionProps, 'integration'> & { field: TargetField }) {
  const [isAsking, setAsking] = useState(false)
  const name = fieldLabel(target.name, field)
  return (
    <div class="form-field drawn-field">
      <span class="form-label">{name}</span>
      <div class="form-saved">
        <Icon name="lock" />
        <span>{t('drawn.hidden')}</span>
        <button
          type="button"
          class="button button-small"
          aria-label={t('drawn.againNamed', { name })}
          onClick={() => setAsking(true)}
        >
          {t('drawn.again')}
        </button>
      </div>
      {isAsking && <ConfirmDraw target={target} name={name} onDrawn={onDrawn} onClose={() => setAsking(false)} />}
    </div>
  )
}

interface ConfirmDrawProps {
  target: Target
  name: string
  onDrawn: (drawn: Drawn) => void
  onClose: () => void
}

function ConfirmDraw({ target, name, onDrawn, onClose }: ConfirmDrawProps) {
  const { account } = useStore()
  const draw = useMutation({
    mutationFn: () => drawSecret(account, target.name),
    onSuccess: (drawn) => {
      onClose()
      onDrawn(drawn)
    },
  })
  return (
    <ConfirmDialog
      title={t('drawn.question', { name })}
      verb={t('drawn.do')}
      isBusy={draw.isPending}
      problem={draw.error && serverText(draw.error)}
      onConfirm={() => draw.mutate()}
      onClose={onClose}
    >
      <p>{t('drawn.consequence', { name: targetName(target.name) })}</p>
    </ConfirmDialog>
  )
}
