// SPDX-License-Identifier: AGPL-3.0-or-later
import {
  type PreferenceName,
  type PreferenceRow,
  type Preferences,
  prefer,
  preferenceRows,
  preferences,
} from '../data/library/preferences.ts'
import { t } from '../i18n/index.ts'

type Value = Preferences[PreferenceName]

/** The field of a preference in the settings menu; nothing for one that is set elsewhere. */
export function PreferenceField({ name }: { name: PreferenceName }) {
  const { menu, values }: PreferenceRow<Value> = preferenceRows[name]
  if (!menu) return null
  const chosen = preferences.value[name]
  const choose = (value: Value) => prefer({ [name]: value })
  if (menu.as === 'radios')
    return (
      <fieldset class="choice">
        <legend>{t(menu.title)}</legend>
        {values.map((value) => (
          <label key={String(value)}>
            <input type="radio" name={name} checked={chosen === value} onChange={() => choose(value)} />
            <span>{menu.label(value)}</span>
          </label>
        ))}
      </fieldset>
    )
  return (
    <label class="menu-field">
      <span>{t(menu.title)}</span>
      <select value={String(chosen)} onChange={(event) => choose(values[event.currentTarget.selectedIndex] ?? chosen)}>
        {values.map((value) => (
          <option key={String(value)} value={String(value)}>
            {menu.label(value)}
          </option>
        ))}
      </select>
    </label>
  )
}
