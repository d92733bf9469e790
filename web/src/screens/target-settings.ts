// SPDX-License-Identifier: AGPL-3.0-or-later
// The form of a target, made of its fields, and what is said of what was filled in.
import { ApiProblem } from '@rmirror/shared/api'
import type { SettingRow, SettingsProblem, TestOutcome } from '../components/SettingsForm.tsx'
import type { Account } from '../data/account.ts'
import {
  type Integration,
  type Settings,
  type Target,
  type TargetField,
  type TestResult,
  testIntegration,
} from '../data/integrations.ts'
import { t } from '../i18n/index.ts'
import { ownText, reasonOf } from './reason-texts.ts'
import { serverText } from './server-texts.ts'
import { fieldHint, fieldLabel, stopText, targetName } from './target-texts.ts'

/** What is drawn is no row: nobody fills it in. */
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

/** The server names a field "settings.url", or "url". */
export function settingsProblem(error: unknown, target: Target): SettingsProblem {
  if (error instanceof ApiProblem && error.field !== undefined && error.status < 500) {
    const key = error.field.replace(/^settings\./, '')
    if (target.fields.some((field) => field.key === key)) {
      const detail = error.message.replace(`${error.field}: `, '')
      return { about: key, text: ownText(detail) ?? t('server.refused', { detail }) }
    }
  }
  return { about: 'form', text: serverText(error) }
}

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
