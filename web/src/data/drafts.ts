// SPDX-License-Identifier: AGPL-3.0-or-later
// What was typed in forms when the server ended the session: in this tab's memory, for whoever typed it.
import { effect } from '@preact/signals'
import type { Account } from './account.ts'

type Draft = ReadonlyMap<string, string | boolean>

export class FormDrafts {
  readonly #account: Account
  readonly #drafts = new Map<string, Draft>()
  #owner: string | null = null

  constructor(account: Account) {
    this.#account = account
    effect(() => {
      const user = account.userId.value
      const isSomebodyElse = user !== null && user !== this.#owner
      // Who signs out leaves nothing.
      const hasLeft = user === null && account.state.value.kind === 'guest' && !account.ended.value
      if (isSomebodyElse || hasLeft) this.#drafts.clear()
      if (user !== null) this.#owner = user
    })
  }

  /** Forms that go for any other reason were left by the person. */
  keep(form: string, draft: Draft): void {
    if (this.#account.userId.value === null && this.#account.ended.value) this.#drafts.set(placeOf(form), draft)
  }

  /** Once. */
  take(form: string): Draft | undefined {
    const draft = this.#drafts.get(placeOf(form))
    this.#drafts.delete(placeOf(form))
    return draft
  }
}

/** Screens of one kind have forms of one name. */
function placeOf(form: string): string {
  return `${location.pathname} ${form}`
}
