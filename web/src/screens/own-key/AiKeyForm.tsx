// SPDX-License-Identifier: AGPL-3.0-or-later
import { addressFrom, isMixed, type PresetName, presets } from '../../ai/presets.ts'
import {
  type SettingRow,
  SettingsForm,
  type SettingsProblem,
  type TestOutcome,
} from '../../components/forms/SettingsForm.tsx'
import { isFullDisk } from '../../data/local/library.ts'
import { AiClient, AiWorkerLost } from '../../data/own-key/ai-client.ts'
import type { KeptSettings } from '../../data/own-key/own-database.ts'
import type { OwnKeyTranscription, ShownSettings } from '../../data/own-key/own-key-transcription.ts'
import { useStore } from '../../data/store.ts'
import { formatList, t } from '../../i18n/index.ts'
import { aiFailureText } from './ai-failure-texts.ts'

interface AiKeyFormProps {
  preset: PresetName
  /** The saved settings for this service; null: none. */
  chosen: ShownSettings | null
}

/** The settings for one service, which can be tested before they are saved. */
export function AiKeyForm({ preset, chosen }: AiKeyFormProps) {
  const { ownKeyTranscription } = useStore()
  const onTest = async (values: Values) => {
    const settings = await settingsFrom(ownKeyTranscription, preset, values)
    return 'about' in settings ? settings : await test(ownKeyTranscription, settings)
  }
  const onSubmit = async (values: Values) => {
    const settings = await settingsFrom(ownKeyTranscription, preset, values)
    if ('about' in settings) return settings
    try {
      await ownKeyTranscription.choose(settings)
      return null
    } catch (error) {
      if (!isFullDisk(error)) throw error
      return { about: 'form', text: t('ownKey.fullDisk') }
    }
  }
  return (
    <SettingsForm rows={rowsOf(preset, chosen)} submitLabel={t('profile.save')} onTest={onTest} onSubmit={onSubmit} />
  )
}

type Values = Record<string, string>

function rowsOf(name: PresetName, chosen: ShownSettings | null): SettingRow[] {
  const { models, needsKey, address, name: title } = presets[name]
  const row = (key: string, kind: SettingRow['kind'], value: string, hint: string | null, required = true) => {
    return { key, kind, label: t(labels[key as keyof typeof labels]), hint, required, value, isSaved: false }
  }
  const keyHint = needsKey ? t('aiKeys.keyHint', { name: title }) : t('aiKeys.keyHintOther')
  const modelHint =
    models.length > 0 ? t('aiKeys.modelHintNamed', { models: formatList(models) }) : t('aiKeys.modelHint')
  const key = { ...row('key', 'secret', '', keyHint, needsKey), isSaved: Boolean(chosen?.keyEnd) }
  return [
    key,
    row('model', 'text', chosen?.model ?? models[0] ?? '', modelHint),
    row('address', 'url', chosen?.address ?? address, name === 'other' ? t('aiKeys.addressHint') : null),
    // Claude makes no vectors.
    ...(presets[name].kind === 'claude'
      ? []
      : [row('embeddingModel', 'text', chosen?.embeddingModel ?? '', t('aiKeys.embeddingModelHint'), false)]),
  ]
}

const labels = {
  key: 'aiKeys.key',
  model: 'aiKeys.model',
  address: 'aiKeys.address',
  embeddingModel: 'aiKeys.embeddingModel',
} as const

async function settingsFrom(
  own: OwnKeyTranscription,
  preset: PresetName,
  { key: given, model = '', address: written = '', embeddingModel = '' }: Values,
): Promise<KeptSettings | SettingsProblem> {
  const address = addressFrom(written)
  if (address === null) return { about: 'address', text: t('aiKeys.addressWrong') }
  if (isMixed(address, location)) return { about: 'address', text: t('aiKeys.mixed') }
  const saved = await own.settings()
  const kept = saved?.preset === preset ? saved.key : ''
  if (given === undefined && kept && saved && !isSameOrigin(saved.address, address))
    return { about: 'key', text: t('aiKeys.keyAgain') }
  const meaning = embeddingModel === '' ? {} : { embeddingModel }
  return { preset, kind: presets[preset].kind, address, model, key: given ?? kept, ...meaning }
}

const isSameOrigin = (one: string, other: string) => new URL(one).origin === new URL(other).origin

/** Sends the smallest possible request, without any of the user's data. */
async function test({ startWorker }: OwnKeyTranscription, settings: KeptSettings): Promise<TestOutcome> {
  using client = new AiClient(startWorker)
  try {
    const { signal } = new AbortController()
    const failure = await client.ask({ kind: 'probe', settings }, { signal })
    const host = new URL(settings.address).host
    return failure
      ? { ok: false, text: aiFailureText(failure, settings), detail: null }
      : { ok: true, text: t('settings.works', { name: host }), detail: null }
  } catch (error) {
    if (!(error instanceof AiWorkerLost)) throw error
    return { ok: false, text: t('screen.notLoaded'), detail: null }
  }
}
