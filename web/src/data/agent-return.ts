// SPDX-License-Identifier: AGPL-3.0-or-later
// "rmirror connect notion" opens the dashboard with a port of this computer, where it waits to hear that a workspace is
// connected, and a value by which it knows its own browser. Both are kept while Notion asks, in this tab alone.

const key = 'rmirror.agent-return'
/** As long as the program waits. */
const goodForMs = 15 * 60_000

interface Kept {
  port: number
  value: string
  /** Milliseconds since 1970. */
  since: number
}

/** To be called before anything reads the address. */
export function keepAgentReturn(now = Date.now()): void {
  const [, port = '', value = ''] = /^#agent=(\d{4,5})\.([\w-]{32})$/.exec(location.hash) ?? []
  if (value === '' || Number(port) < 1024 || Number(port) > 65_535) return
  sessionStorage.setItem(key, JSON.stringify({ port: Number(port), value, since: now } satisfies Kept))
  history.replaceState(history.state, '', location.pathname + location.search)
}

export function isAgentWaiting(now = Date.now()): boolean {
  return kept(now) !== null
}

/** The address where the program hears of it, once; null: none waits. */
export function takeAgentReturn(now = Date.now()): string | null {
  const waiting = kept(now)
  sessionStorage.removeItem(key)
  return waiting && `http://127.0.0.1:${waiting.port}/connected?value=${waiting.value}`
}

function kept(now: number): Kept | null {
  const stored = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Kept | null
  return stored && now - stored.since < goodForMs ? stored : null
}
