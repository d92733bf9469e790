// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem } from '@rmirror/shared/api'
import { type TextKey, t } from '../../i18n/index.ts'
import { serverText, signUpRefusals } from '../texts/server-texts.ts'

const refusals: Record<string, TextKey | undefined> = {
  ...signUpRefusals,
  access_denied: 'providers.denied',
  connect_from_account: 'providers.hasAccount',
  deleted: 'providers.deleted',
  identity_elsewhere: 'providers.elsewhere',
  last_way_in: 'identities.lastWayIn',
  start_again: 'providers.startAgain',
  too_many_identities: 'identities.tooMany',
  verify_address: 'providers.verifyAddress',
}

/** Why nobody was signed in at a service, or nothing was connected, and what to do. `name`: of the service. */
export function providerProblem(name: string, error: unknown): string {
  if (!(error instanceof ApiProblem)) return serverText(error)
  const refusal = refusals[error.type]
  if (refusal) return t(refusal, { name })
  return error.status === 502 ? t('providers.fails', { name }) : serverText(error)
}
