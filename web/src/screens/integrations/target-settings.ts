// SPDX-License-Identifier: AGPL-3.0-or-later
// The settings form of a target, generated from its fields, and texts for errors and tests of what was entered.
import { ApiProblem } from '@rmirror/shared/api'
import type { ListedOptions, Option } from '../../components/forms/OptionsField.tsx'
import type { SettingRow, SettingsProblem, TestOutcome } from '../../components/forms/SettingsForm.tsx'
import type { Account } from '../../data/account/account.ts'
import {
  fetchFieldOptions,
  type Integration,
  type Settings,
  type Target,
  type TargetField,
  type TestResult,
  testIntegration,
} from '../../data/server/integrations.ts'
import { t } from '../../i18n/index.ts'
import { reasonOf, translateReason } from '../texts/reason-texts.ts'
import { serverText } from '../texts/server-texts.ts'
import { fieldHint, fieldLabel, stopText, targetName } from '../texts/target-texts.ts'

/** Without the secrets that the server generates, or that the target's consent screen grants. */
export function settingRows(target: Target, integration: Integration | null): SettingRow[] {
  const isFilled = (field: TargetField): field is TargetField & { kind: SettingRow['kind'] } =>
    field.kind !== 'drawn' && !(target.can_authorize && field.kind === 'secret')
  return target.fields.filter(isFilled).map((field) => ({
    key: field.key,
    kind: field.kind,
    label: fieldLabel(target.name, field),
    hint: fieldHint(target.name, field),
    required: field.required,
    value: integration?.settings[field.key] ?? field.default ?? '',
    isSaved: integration?.secrets[field.key] === true,
    valueLabel: field.has_options ? savedLabel(integration?.settings[field.key] ?? field.default ?? '') : undefined,
  }))
}

/** What can be chosen for a field, or why it can't be listed. */
export async function listOptions(
  account: Account,
  target: Target,
  key: string,
  settings: Settings,
  create?: string,
): Promise<ListedOptions> {
  try {
    const question = { field: key, settings, ...(create !== undefined && { create }) }
    const { items, error_class, error_message } = await fetchFieldOptions(account, target.name, question)
    if (error_message === null) return { options: items.map((item) => ({ ...item, label: optionLabel(item) })) }
    return { text: stopText(target.name, error_class), detail: reasonOf(error_message) }
  } catch (error) {
    return { text: t('options.failed'), detail: { text: settingsProblem(error, target).text, isQuoted: false } }
  }
}

/** A place that the service makes for everybody has a name in our language. */
function optionLabel({ value, label }: Option): string {
  return value === 'inbox' ? t('options.inbox') : label
}

/** Only the service knows the names of the others. */
function savedLabel(value: string): string {
  return optionLabel({ value, label: t('options.chosen') })
}

/** Assigns a server error to its field, which the server names "settings.url" or "url". */
export function settingsProblem(error: unknown, target: Target): SettingsProblem {
  if (error instanceof ApiProblem && error.field !== undefined && error.status < 500) {
    const key = error.field.replace(/^settings\./, '')
    if (target.fields.some((field) => field.key === key)) {
      const detail = error.message.replace(`${error.field}: `, '')
      return { about: key, text: translateReason(detail) ?? t('server.refused', { detail }) }
    }
  }
  return { about: 'form', text: serverText(error) }
}

/** `settings` null: tests the stored ones. */
export async function testSettings(
  account: Account,
  target: Target,
  settings: Settings | null,
): Promise<TestOutcome | SettingsProblem> {
  try {
    return testOutcome(target, await testIntegration(account, target.name, settings))
  } catch (error) {
    return settingsProblem(error, target)
  }
}

export function testOutcome({ name }: Target, { ok, error_class, error_message }: TestResult): TestOutcome {
  if (ok) return { ok, text: t('settings.works', { name: targetName(name) }), detail: null }
  return { ok, text: stopText(name, error_class), detail: error_message === null ? null : reasonOf(error_message) }
}
