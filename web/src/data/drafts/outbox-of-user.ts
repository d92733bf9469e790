// SPDX-License-Identifier: AGPL-3.0-or-later
// Whose outbox this is, and when it is sent.
import { computed, effect, untracked } from '@preact/signals'
import type { Outbox } from '../outbox/outbox.ts'
import type { Sender } from '../outbox/sender.ts'
import { unsentPages } from '../outbox/unsent-counts.ts'
import type { Remote } from '../server/remote.ts'

interface Listeners {
  /** The server may be reachable again. */
  onWake: () => void
  /** The user signed out, or another one signed in. */
  onLeave: () => void
}

/**
 * Follows sign-ins and sign-outs. A person whose session ended goes on after signing in again; nobody else gets their
 * texts. Signing out deletes them.
 */
export function followUser(
  { account, user }: Pick<Remote, 'account' | 'user'>,
  outbox: Outbox,
  sender: Sender,
  { onWake, onLeave }: Listeners,
): void {
  let owner: string | null = null
  const hasLeft = computed(() => account.state.value.kind === 'guest' && !account.ended.value)
  const wake = () => {
    untracked(onWake)
    void sender.wake()
  }
  effect(() => {
    const now = user.value
    if (now !== null && now !== owner) {
      onLeave()
      owner = now
    }
    if (now !== null) void outbox.begin(now).then(() => void sender.wake())
    else if (!hasLeft.value) outbox.end()
  })
  effect(() => {
    if (!hasLeft.value || owner === null) return
    owner = null
    sender.stop()
    onLeave()
    void outbox.forget()
  })
  effect(() => {
    if (account.userId.value !== null) wake()
  })
  askWhileUnstored(outbox)
  effect(() => {
    unsentPages.value = unsentByNotebook(outbox, sender, account.state.value.kind === 'signed-in')
  })
  addEventListener('online', wake)
  addEventListener('focus', wake)
  document.addEventListener('visibilitychange', wake)
}

/** Closing the tab asks while it has texts that are stored nowhere else. */
export function askWhileUnstored(outbox: Outbox): void {
  const ask = (event: Event) => event.preventDefault()
  effect(() => {
    // Only while needed, because pages with this listener aren't kept for going back.
    if (outbox.unstoredCount.value > 0) addEventListener('beforeunload', ask)
    else removeEventListener('beforeunload', ask)
  })
}

/** Items that are just being sent aren't counted, so that the count doesn't flicker while a person types. */
function unsentByNotebook(outbox: Outbox, sender: Sender, isSignedIn: boolean): ReadonlyMap<string, Set<string>> {
  const isWaiting = outbox.changes.value >= 0 && (sender.isWaiting.value || !isSignedIn)
  const pages = new Map<string, Set<string>>()
  for (const { id, place, problem } of outbox.items.values()) {
    if (problem === null && !isWaiting) continue
    // A note, its page and its notebook have one id.
    const { notebook_uuid, page_uuid } = place ?? { notebook_uuid: id, page_uuid: id }
    pages.set(notebook_uuid, (pages.get(notebook_uuid) ?? new Set()).add(page_uuid))
  }
  return pages
}
