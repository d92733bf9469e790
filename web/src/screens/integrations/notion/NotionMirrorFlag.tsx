// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { FlagField } from '../../../components/forms/FlagField.tsx'
import { type Integration, type Settings, saveIntegration, type Target } from '../../../data/server/integrations.ts'
import { useStore } from '../../../data/store.ts'
import { type TextKey, t } from '../../../i18n/index.ts'
import { fieldHint, fieldLabel } from '../../texts/target-texts.ts'
import { notionProblem } from './notion-texts.ts'

/** The settings that are on or off: headings by the keys of the target's fields. */
const flags = { pictures: 'notionMirror.images', recreates_removed: 'notionMirror.removed' } satisfies Record<
  string,
  TextKey
>
type Flag = keyof typeof flags
export type Flags = Partial<Record<Flag, boolean>>

const names = Object.keys(flags) as Flag[]
const fieldOf = ({ fields }: Target, flag: Flag) => fields.find(({ key }) => key === flag)

/** Default values of the flags that the server knows. */
export function defaultFlags(target: Target): Flags {
  const known = names.filter((flag) => fieldOf(target, flag))
  return Object.fromEntries(known.map((flag) => [flag, fieldOf(target, flag)?.default === 'on']))
}

/** The flags as settings, to be saved with the others. */
export const flagSettings = (set: Flags): Settings =>
  Object.fromEntries(Object.entries(set).map(([flag, isOn]) => [flag, isOn ? 'on' : 'off']))

interface FlagProps {
  target: Target
  flag: Flag
  isOn: boolean
  onChange: (isOn: boolean) => void
}

function NotionFlagField({ target, flag, isOn, onChange }: FlagProps) {
  const field = fieldOf(target, flag)
  if (!field) return null
  const onInput = (event: { currentTarget: HTMLInputElement }) => onChange(event.currentTarget.checked)
  return (
    <FlagField
      label={fieldLabel(target.name, field)}
      hint={fieldHint(target.name, { key: flag })}
      input={{ name: flag, checked: isOn, onChange: onInput }}
    />
  )
}

interface FlagFieldsProps {
  target: Target
  set: Flags
  onChange: (set: Flags) => void
}

/** All flags, as fields of a form. */
export function NotionFlagFields({ target, set, onChange }: FlagFieldsProps) {
  return (
    <>
      {names.map((flag) => (
        <NotionFlagField
          key={flag}
          target={target}
          flag={flag}
          isOn={set[flag] === true}
          onChange={(isOn) => onChange({ ...set, [flag]: isOn })}
        />
      ))}
    </>
  )
}

export function NotionMirrorFlags({ target, integration }: { target: Target; integration: Integration }) {
  return (
    <>
      {names.map((flag) => (
        <NotionMirrorFlag key={flag} target={target} integration={integration} flag={flag} />
      ))}
    </>
  )
}

/** One flag, saved when it is toggled; renders nothing if the server has no such setting. */
function NotionMirrorFlag({
  target,
  integration,
  flag,
}: Pick<FlagProps, 'target' | 'flag'> & { integration: Integration }) {
  const { account, remote } = useStore()
  const save = useMutation({
    mutationFn: (isOn: boolean) =>
      saveIntegration(account, target.name, {
        settings: { ...integration.settings, ...flagSettings({ [flag]: isOn }) },
      }),
    onSuccess: () => remote.deliveriesChanged(),
  })
  const field = fieldOf(target, flag)
  if (!field) return null
  const isOn = (integration.settings[flag] ?? field.default) === 'on'
  return (
    <section aria-labelledby={`notion-${flag}`}>
      <h2 id={`notion-${flag}`}>{t(flags[flag])}</h2>
      <NotionFlagField
        target={target}
        flag={flag}
        isOn={save.isPending ? save.variables : isOn}
        onChange={(next) => !save.isPending && save.mutate(next)}
      />
      <FormProblem text={save.error && notionProblem(save.error)} />
      <p role="status">{save.isSuccess && t('profile.saved')}</p>
    </section>
  )
}
