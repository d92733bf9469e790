// SPDX-License-Identifier: AGPL-3.0-or-later
import { useId } from 'preact/hooks'
import { type Preferences, prefer, preferenceRows, preferences } from '../../data/library/preferences.ts'
import { type TextKey, t } from '../../i18n/index.ts'

const texts: Record<Preferences['askWith'], TextKey> = {
  automatic: 'ask.automatic',
  'own-key': 'ask.withOwnKey',
  server: 'ask.withServer',
  off: 'ask.off',
}

/** By which way questions to an AI are asked. Without an account there is only the own key. */
export function AskPreference() {
  const id = useId()
  return (
    <div class="card form">
      <div class="form-field">
        <label for={id}>{t('ask.preference')}</label>
        <div class="form-input">
          <select
            id={id}
            value={preferences.value.askWith}
            aria-describedby={`${id}-hint`}
            onChange={({ currentTarget }) => prefer({ askWith: currentTarget.value as Preferences['askWith'] })}
          >
            {preferenceRows.askWith.values.map((value) => (
              <option key={value} value={value}>
                {t(texts[value])}
              </option>
            ))}
          </select>
        </div>
        <p id={`${id}-hint`} class="quiet">
          {t('ask.preferenceHint')}
        </p>
      </div>
    </div>
  )
}
