// SPDX-License-Identifier: AGPL-3.0-or-later
// The settings form of a target, generated from its fields, and texts for errors and tests of what was entered.
import { ApiProblem } from '@rmirror/shared/api'
import type { SettingRow, SettingsProblem, TestOutcome } from '../../components/forms/SettingsForm.tsx'
import type { Account } from '../../data/account/account.ts'
import {
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

/** Without the secrets that the server generates, which the user doesn't fill in. */
export function settingRows(target: Target, integration: Integration | null): SettingRow[] {
  const isFilled = (field: TargetField): field is TargetField & { kind: SettingRow['kind'] } => field.kind !== 'drawn'
  return target.fields.filter(isFilled).map((field) => ({
    key: field.key,
    kind: field.kind,
    label: fieldLabel(target.name, field),
    hint: fieldHint(target.name, field.key),
    required: field.required,
    value: integration?.settings[field.key] ?? field.default ?? '',
    isSaved: integration?.secrets[field.key] === true,
  }))
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
