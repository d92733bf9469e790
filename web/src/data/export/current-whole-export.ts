// SPDX-License-Identifier: AGPL-3.0-or-later
import { effect, signal } from '@preact/signals'
import type { Account } from '../account/account.ts'
import type { WholeExport } from './whole-export.ts'

/** The download of everything that runs or has ended. There is only one, because each would end the one before. */
export const wholeExport = signal<WholeExport | null>(null)

/**
 * Ends the download when its user is signed out, whoever does that, or has deleted the account: it would go on with what
 * the next user has. Returns a function that stops this.
 */
export function endWholeExportWith({ userId }: Pick<Account, 'userId'>): () => void {
  let before: string | null = null
  return effect(() => {
    const now = userId.value
    if (before !== null && now !== before) {
      wholeExport.peek()?.cancel()
      wholeExport.value = null
    }
    before = now
  })
}
