// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem } from '@rmirror/shared/api'
import { type TextKey, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { targetName } from '../texts/target-texts.ts'

const refusals: Record<string, TextKey | undefined> = {
  access_denied: 'granting.denied',
  connect_again: 'granting.expired',
  paste_a_token: 'granting.noClient',
}

/** Why a target couldn't be connected on its consent screen, and what to do. */
export function grantingProblem(target: string, error: unknown): string {
  const refusal = error instanceof ApiProblem ? refusals[error.type] : undefined
  return refusal ? t(refusal, { name: targetName(target) }) : serverText(error)
}
