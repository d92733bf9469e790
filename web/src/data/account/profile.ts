// SPDX-License-Identifier: AGPL-3.0-or-later
// Changes to the user's account.
import { answerTo, type paths } from '@rmirror/shared/api'
import type { Account } from './account.ts'

type Change = paths['/api/v1/me']['patch']['requestBody']['content']['application/json']

/** Changes only the given members. A new password signs out all other browsers. */
export async function changeAccount(account: Account, change: Change): Promise<void> {
  account.applyUpdate(await answerTo(account.api.PATCH('/api/v1/me', { body: change })))
}
