// SPDX-License-Identifier: AGPL-3.0-or-later
// Who can create an account on this server.
import { answerTo, type paths } from '@rmirror/shared/api'
import type { Account } from './account.ts'

type Answer = paths['/api/v1/auth/signup']['get']['responses'][200]['content']['application/json']
export type SignUpMode = Answer['mode']

export async function fetchSignUpMode({ api }: Pick<Account, 'api'>, signal: AbortSignal): Promise<SignUpMode> {
  return (await answerTo(api.GET('/api/v1/auth/signup', { signal, cache: 'no-store' }))).mode
}
