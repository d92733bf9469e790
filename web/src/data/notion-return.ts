// SPDX-License-Identifier: AGPL-3.0-or-later
// What Notion says in the address by which it leads a person back. The code opens their workspace: so it is taken out of
// the address, which browsers keep and send to other devices, before anything is shown.

export type NotionReturn = { state: string } & ({ code: string } | { error: string })

const path = '/connections/notion'

/** In this tab's memory: signing in comes in between where nobody is signed in. */
let kept: NotionReturn | null = null

/** To be called before anything reads the address. */
export function keepNotionReturn(): void {
  if (location.pathname !== path || location.search === '') return
  kept = returnIn(new URLSearchParams(location.search))
  history.replaceState(history.state, '', path)
}

/** The code is good for one exchange, and so it is handed out once. */
export function takeNotionReturn(): NotionReturn | null {
  const taken = kept
  kept = null
  return taken
}

function returnIn(query: URLSearchParams): NotionReturn | null {
  const [state, code, error] = ['state', 'code', 'error'].map((name) => query.get(name) || null)
  if (!state) return null
  if (error) return { state, error }
  return code ? { state, code } : null
}
