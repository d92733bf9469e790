// SPDX-License-Identifier: AGPL-3.0-or-later
// The token of an invitation's link. It is in the address's fragment, which browsers don't send to servers, and is taken
// out of the address at once, because browsers keep addresses and sync them to other devices. This tab keeps it until
// the invitation is accepted or declined, so that it survives signing in and a reload.
import { signal } from '@preact/signals'

const key = 'rmirror.workspace-invitation'
const place = '/invitation'

/** null: no link was opened in this tab. A link that was cut off may leave a token that no server knows. */
export const invitationToken = signal<string | null>(null)

/** The link for a new invitation. */
export function invitationLink(token: string, origin = location.origin): string {
  return `${origin}${place}#${token}`
}

/** Call it before anything reads the address, and when its fragment changes. */
export function captureInvitation(): void {
  const [, token] = /^#([\w-]{1,100})$/.exec(location.hash) ?? []
  if (location.pathname !== place || token === undefined) {
    invitationToken.value ??= withStorage((storage) => storage.getItem(key)) ?? null
    return
  }
  invitationToken.value = token
  withStorage((storage) => storage.setItem(key, token))
  history.replaceState(history.state, '', place)
}

export function forgetInvitation(): void {
  invitationToken.value = null
  withStorage((storage) => storage.removeItem(key))
}

/** Without storage, the token lasts until the tab is reloaded. */
function withStorage<T>(work: (storage: Storage) => T): T | undefined {
  try {
    return work(sessionStorage)
  } catch {
    return undefined
  }
}
