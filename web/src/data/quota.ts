// SPDX-License-Identifier: AGPL-3.0-or-later
// How many pages the server still reads this month.
import { effect, signal } from '@preact/signals'
import { answerTo, type components } from '@rmirror/shared/api'
import type { Account } from './account.ts'

export type QuotaNow = components['schemas']['Quota']

export class Quota {
  readonly now = signal<QuotaNow | null>(null)
  readonly #account: Account

  constructor(account: Account) {
    this.#account = account
    effect(() => {
      if (!account.user.value) this.now.value = null
    })
  }

  async load(): Promise<void> {
    this.learn(await answerTo(this.#account.api.GET('/api/v1/quota')))
  }

  /** The server tells it in its answers to other questions too. */
  learn(quota: QuotaNow): void {
    if (this.#account.user.value) this.now.value = quota
  }
}
