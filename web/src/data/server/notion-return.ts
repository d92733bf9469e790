// SPDX-License-Identifier: AGPL-3.0-or-later
// The parameters of Notion's OAuth redirect. The code gives access to the user's workspace, so it's removed from the
// address before anything is rendered: browsers keep addresses and sync them to other devices.

export type NotionRedirect = { state: string } & ({ code: string } | { error: string })

const path = '/connections/notion'

/** In this tab's memory, so that it survives signing in. */
let kept: NotionRedirect | null = null

/** Call it before anything reads the address. */
export function captureNotionRedirect(): void {
  if (location.pathname !== path || location.search === '') return
  kept = returnIn(new URLSearchParams(location.search))
  history.replaceState(history.state, '', path)
}

/** The code is good for one exchange, so it's handed out once. */
export function consumeNotionRedirect(): NotionRedirect | null {
  const taken = kept
  kept = null
  return taken
}

function returnIn(query: URLSearchParams): NotionRedirect | null {
  const [state, code, error] = ['state', 'code', 'error'].map((name) => query.get(name) || null)
  if (!state) return null
  if (error) return { state, error }
  return code ? { state, code } : null
}
