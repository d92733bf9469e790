// SPDX-License-Identifier: AGPL-3.0-or-later
// Hears what changes on the server, as long as somebody may be looking.
import { type Api, type Change, ChangesForgotten, changesSince, wait } from '@rmirror/shared/api'
import { ignoreServersFault } from './account.ts'

/** After the server refused or did not answer, however patiently it was asked. */
const pauseMs = 30_000

export interface Listener {
  api: Api
  /** Ends it. */
  signal: AbortSignal
  /** Loads what there is, and says since when its changes are to be told. */
  load(): Promise<string>
  /** None: nothing happened for a while. */
  hear(news: Change[]): void
  /** Some changes can't be told any more: anything may have changed. What there is is loaded again. */
  forgotten(): void
}

/** What changes after it was loaded. Behind another tab nothing is asked. */
export async function hearNews({ api, signal, load, hear, forgotten }: Listener, pause = pauseMs): Promise<void> {
  let since: string | undefined
  let hasHeard = true
  while (!signal.aborted) {
    const seen = whileSeen(signal)
    try {
      since ??= await load()
      await seen.begun
      for await (const { items, next } of changesSince({ api, since, signal: seen.signal })) {
        since = next
        hasHeard = true
        hear(items)
      }
    } catch (error) {
      if (seen.signal.aborted) continue
      ignoreServersFault(error)
      const isForgotten = error instanceof ChangesForgotten
      if (isForgotten) {
        since = undefined
        forgotten()
      }
      // A server that forgets everything at once is asked as rarely as one that does not answer.
      if (!isForgotten || !hasHeard) await wait(pause, seen.signal).catch(() => {})
      hasHeard = false
    } finally {
      seen.end()
    }
  }
}

/** `begun` when the tab is in front, which it may be already; the signal is aborted when it is not any more. */
function whileSeen(signal: AbortSignal): { begun: Promise<void>; signal: AbortSignal; end: () => void } {
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
