// SPDX-License-Identifier: AGPL-3.0-or-later
// Unsaved form input at the time the server ended the session: kept in this tab's memory for the user who typed it.
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
      const isOtherUser = user !== null && user !== this.#owner
      // Signing out discards the drafts.
      const hasLeft = user === null && account.state.value.kind === 'guest' && !account.ended.value
      if (isOtherUser || hasLeft) this.#drafts.clear()
      if (user !== null) this.#owner = user
    })
  }

  /**
   * Called when a form unmounts. Keeps its input only if the server ended the session: in any other case the user left
   * it.
   */
  keep(form: string, draft: Draft): void {
    if (this.#account.userId.value === null && this.#account.ended.value) this.#drafts.set(placeOf(form), draft)
  }

  /** Returns the draft of a form once. */
  take(form: string): Draft | undefined {
    const draft = this.#drafts.get(placeOf(form))
    this.#drafts.delete(placeOf(form))
    return draft
  }
}

/** Screens of one kind use the same form names, so the path is part of the key. */
function placeOf(form: string): string {
  return `${location.pathname} ${form}`
}
