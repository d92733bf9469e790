// SPDX-License-Identifier: AGPL-3.0-or-later
// Follows the server's change feed while the user may be looking at the tab.
import { type Api, ApiProblem, type Change, ChangesForgotten, changesSince, wait } from '@rmirror/shared/api'
import { ignoreServerFailure } from '../account/account.ts'

/** Pause after the server refused, or didn't answer despite all retries. */
const pauseMs = 30_000

export interface Listener {
  api: Api
  /** Stops the listener. */
  signal: AbortSignal
  /** Loads the current state and returns the cursor from which changes are wanted. */
  load(): Promise<string>
  /** An empty list means that nothing happened for a while. */
  onChanges(news: Change[]): void
  /** The cursor has expired, so anything may have changed. `load` is called again. */
  onCursorExpired(): void
  /** The shared workspace to follow. Absent: the user's own library. */
  workspace?: { id: string; onLeft: () => void }
}

/**
 * Calls `load`, then reports what changes afterwards until the signal aborts, or the user isn't a member of the
 * workspace. Requests nothing while the tab is hidden.
 */
export async function followChanges(
  { api, signal, load, onChanges, onCursorExpired, workspace }: Listener,
  pause = pauseMs,
): Promise<void> {
  let since: string | undefined
  let hasHeard = true
  while (!signal.aborted) {
    const seen = whileVisible(signal)
    try {
      since ??= await load()
      await seen.begun
      for await (const { items, next } of changesSince({ api, since, signal: seen.signal, workspace: workspace?.id })) {
        since = next
        hasHeard = true
        onChanges(items)
      }
    } catch (error) {
      if (seen.signal.aborted) continue
      ignoreServerFailure(error)
      if (workspace && error instanceof ApiProblem && error.status === 404) return workspace.onLeft()
      const isForgotten = error instanceof ChangesForgotten
      if (isForgotten) {
        since = undefined
        onCursorExpired()
      }
      // A server that lets fresh cursors expire is asked as rarely as one that doesn't answer.
      if (!isForgotten || !hasHeard) await wait(pause, seen.signal).catch(() => {})
      hasHeard = false
    } finally {
      seen.end()
    }
  }
}

/** `begun` resolves when the tab is visible, which it may already be; the signal aborts when it's hidden again. */
function whileVisible(signal: AbortSignal): { begun: Promise<void>; signal: AbortSignal; end: () => void } {
  const over = new AbortController()
  const ended = new AbortController()
  const listening = { signal: ended.signal }
  const begun = new Promise<void>((begin) => {
    let hasBegun = false
    const look = () => {
      const isSeen = document.visibilityState === 'visible'
      if (isSeen) begin()
      else if (hasBegun) over.abort()
      hasBegun ||= isSeen
    }
    const leave = () => {
      over.abort()
      begin()
    }
    document.addEventListener('visibilitychange', look, listening)
    signal.addEventListener('abort', leave, listening)
    look()
  })
  return { begun, signal: over.signal, end: () => ended.abort() }
}
