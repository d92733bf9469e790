// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { Link } from 'wouter-preact'
import { type PresetName, presetNames, presets } from '../../ai/presets.ts'
import type { ShownSettings } from '../../data/own-key/own-key-transcription.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { AiKeyForm } from './AiKeyForm.tsx'
import { AskPreference } from './AskPreference.tsx'
import { spentText } from './spent-text.ts'

/** The user's own AI key, with which this browser has handwriting transcribed. */
export function AiKeysScreen() {
  const { ownKeyTranscription } = useStore()
  const preset = useSignal<PresetName | null>(null)
  const isRemoved = useSignal(false)
  if (!ownKeyTranscription.opened.value) return <p class="quiet">{t('awaited.loading')}</p>
  const chosen = ownKeyTranscription.chosen.value
  const name = preset.value ?? chosen?.preset ?? 'claude'
  const remove = async () => {
    await ownKeyTranscription.removeKey()
    isRemoved.value = true
  }
  return (
    <>
      <p class="sign-lead">{t('aiKeys.lead')}</p>
      <p>{t('aiKeys.where')}</p>
      {chosen && <Chosen chosen={chosen} onRemove={() => void remove()} />}
      <p role="status">{isRemoved.value && !chosen && t('aiKeys.removed')}</p>
      <div class="card form">
        <div class="form-field">
          <label for="ai-service">{t('aiKeys.service')}</label>
          <div class="form-input">
            <select
              id="ai-service"
              value={name}
              onChange={({ currentTarget }) => (preset.value = currentTarget.value as PresetName)}
            >
              {presetNames.map((each) => (
                <option key={each} value={each}>
                  {presetTitle(each)}
                </option>
              ))}
            </select>
          </div>
        </div>
        <AiKeyForm key={name} preset={name} chosen={chosen?.preset === name ? chosen : null} />
      </div>
      <AskPreference />
      <TranscriptionOptions />
    </>
  )
}

function presetTitle(name: PresetName): string {
  return presets[name].name || t('aiKeys.other')
}

function Chosen({ chosen, onRemove }: { chosen: ShownSettings; onRemove: () => void }) {
  const { ownKeyTranscription } = useStore()
  const { pages, ...usage } = ownKeyTranscription.measured.value
  const spent = spentText(usage, chosen)
  return (
    <section class="card own-key" aria-labelledby="own-key-title">
      <h2 id="own-key-title">{t('aiKeys.chosenTitle')}</h2>
      <p>{t('aiKeys.chosen', { name: chosen.host, model: chosen.model })}</p>
      <p>{chosen.keyEnd ? t('aiKeys.keyEnd', { end: chosen.keyEnd }) : t('aiKeys.noKey')}</p>
      {pages > 0 && <p class="quiet">{t('aiKeys.used', { count: pages, spent })}</p>}
      <div class="form-actions form-actions-start">
        <button type="button" class="button" onClick={onRemove}>
          {t('aiKeys.remove')}
        </button>
      </div>
    </section>
  )
}

/** The options for guests: staying a guest, an own key, or an account. */
function TranscriptionOptions() {
  const { account } = useStore()
  if (account.state.value.kind !== 'guest') return null
  return (
    <dl class="ways">
      <dt>
        <Link href="/">{t('ways.guestTitle')}</Link>
      </dt>
      <dd>{t('ways.guest')}</dd>
      <dt>{t('aiKeys.title')}</dt>
      <dd>{t('ways.key')}</dd>
      <dt>
        <Link href="/sign-in">{t('ownKey.signIn')}</Link>
      </dt>
      <dd>{t('ways.account')}</dd>
    </dl>
  )
}
