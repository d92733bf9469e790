// SPDX-License-Identifier: AGPL-3.0-or-later
// `rmirror connect notion` opens the dashboard with `#agent=PORT.VALUE`: the local port where the agent waits to hear
// that a workspace is connected, and a value by which it recognizes the browser it opened. Both are kept in this tab's
// sessionStorage while the user is at Notion.

const key = 'rmirror.agent-return'
/** As long as the agent waits. */
const goodForMs = 15 * 60_000

interface Kept {
  port: number
  value: string
  /** Milliseconds since 1970. */
  since: number
}

/** Moves the values out of the address. Call it before anything reads the address. */
export function captureAgentCallback(now = Date.now()): void {
  const [, port = '', value = ''] = /^#agent=(\d{4,5})\.([\w-]{32})$/.exec(location.hash) ?? []
  if (value === '' || Number(port) < 1024 || Number(port) > 65_535) return
  sessionStorage.setItem(key, JSON.stringify({ port: Number(port), value, since: now } satisfies Kept))
  history.replaceState(history.state, '', location.pathname + location.search)
}

export function isAgentWaiting(now = Date.now()): boolean {
  return kept(now) !== null
}

/** The agent's address to notify, once; null if no agent waits. */
export function consumeAgentCallback(now = Date.now()): string | null {
  const waiting = kept(now)
  sessionStorage.removeItem(key)
  return waiting && `http://127.0.0.1:${waiting.port}/connected?value=${waiting.value}`
}

function kept(now: number): Kept | null {
  const stored = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Kept | null
  return stored && now - stored.since < goodForMs ? stored : null
}
