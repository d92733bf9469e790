// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { FlagField } from '../components/FlagField.tsx'
import { type Integration, saveIntegration, type Target } from '../data/integrations.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { notionProblem } from './notion-texts.ts'
import { fieldHint, fieldLabel } from './target-texts.ts'

interface NotionImagesFieldProps {
  target: Target
  isOn: boolean
  onChange: (isOn: boolean) => void
}

const key = 'pictures'

/** Nothing where the server has no such setting. */
export function NotionImagesField({ target, isOn, onChange }: NotionImagesFieldProps) {
  const field = target.fields.find((one) => one.key === key)
  if (!field) return null
  const onInput = (event: { currentTarget: HTMLInputElement }) => onChange(event.currentTarget.checked)
  return (
    <FlagField
      label={fieldLabel(target.name, field)}
      hint={fieldHint(target.name, key)}
      input={{ name: key, checked: isOn, onChange: onInput }}
    />
  )
}

/** Whether they go there unless somebody says otherwise. */
export const areImagesUsual = ({ fields }: Target) => fields.find((one) => one.key === key)?.default === 'on'

/** To save with the other settings; none where the server has no such setting. */
export const imagesSetting = (target: Target, isOn: boolean) =>
  target.fields.some((one) => one.key === key) ? { [key]: isOn ? 'on' : 'off' } : {}

/** Whether images of pages go to Notion; saved when it is ticked. */
export function NotionMirrorImages({ target, integration }: { target: Target; integration: Integration }) {
  const { account, remote } = useStore()
  const saved = integration.settings[key]
  const save = useMutation({
    mutationFn: (isOn: boolean) =>
      saveIntegration(account, target.name, { settings: { ...integration.settings, ...imagesSetting(target, isOn) } }),
    onSuccess: () => remote.deliveriesChanged(),
  })
  const isOn = saved === undefined ? areImagesUsual(target) : saved === 'on'
  if (!target.fields.some((one) => one.key === key)) return null
  return (
    <section aria-labelledby="notion-images">
      <h2 id="notion-images">{t('notionMirror.images')}</h2>
      <NotionImagesField
        target={target}
        isOn={save.isPending ? save.variables : isOn}
        onChange={(next) => !save.isPending && save.mutate(next)}
      />
      {save.error && (
        <p class="form-problem" role="alert">
          {notionProblem(save.error)}
        </p>
      )}
      <p role="status">{save.isSuccess && t('profile.saved')}</p>
    </section>
  )
}
