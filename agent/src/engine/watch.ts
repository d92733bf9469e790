// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs rounds forever: after hints from sources, every hour, after the machine slept, and after the backoff of a
// failure.
import { setTimeout as wait } from 'node:timers/promises'
import { ApiProblem, capacityProblemOf, NotOurServer, NotReached } from '@rmirror/shared/api'
import { CommandError, isFullDisk } from '../errors.ts'
import type { Polling } from '../sources/source.ts'
import { Backoff } from './backoff.ts'
import { freeMemory } from './free-memory.ts'
import type { Memory } from './memory.ts'
import { pausedUntil } from './pause.ts'
import type { Planning } from './plan.ts'
import { runQuickRound } from './quick-round.ts'
import { type RoundTools, runRound } from './round.ts'
import type { Due, RoundTimer } from './round-timer.ts'

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs
/** Interval while a file is half written or a source is away. */
const recheckMs = { first: 5_000, max: 5 * 60_000 }
const signedOutMs = 15 * 60_000
/** A slow drive may take longer until it is watched. */
const readyMs = 5_000

export interface WatchTools extends RoundTools {
  /** Starts a round at any time, regardless of any wait. For the user's requests. */
  wake: RoundTimer
  planning: Planning
  /** Called before each round. False: another process takes over, and the watch ends. */
  shouldContinue(): boolean
  /** Called when all possible work is done and a wait begins. */
  onIdle(): void
  /** Reports this device's state to the server; never rejects. */
  report(problem: string | null): Promise<void>
}

/** Resolves when `stop` is aborted, or another process takes over. */
export async function watchSources(tools: WatchTools): Promise<void> {
  const { stop, wake, now, memory } = tools
  await beginWatching(tools)
  const unreadableSources = new Map<string, string>()
  const obstacle = new SyncObstacle(tools)
  let recheck = recheckMs.first
  const pause = { reportedUntil: 0 }
  let hasLooked = false
  while (!stop.aborted) {
    const changed = wake.begin()
    if (!tools.shouldContinue()) return
    await tools.planning.answer(tools)
    if (await waitOutPause(tools, pause)) continue
    let nextMs = hourMs
    try {
      if (hasLooked) await runQuickRound(tools, changed)
      const { isSettled } = await runRound(tools, unreadableSources)
      hasLooked = true
      obstacle.succeeded()
      memory.setFact('problem', undefined)
      await tools.report(null)
      recheck = isSettled ? recheckMs.first : Math.min(recheck * 2, recheckMs.max)
      if (!isSettled) nextMs = recheck
      await rest({ at: now() + nextMs, notBefore: 0 }, tools)
    } catch (error) {
      if (stop.aborted) return
      const waitMs = obstacle.failed(error)
      noteProblem(obstacle.words, memory)
      await tools.report(obstacle.words)
      await rest({ at: now() + waitMs, notBefore: now() + waitMs }, tools)
    }
  }
}

async function rest(due: Omit<Due, 'stop'>, { onIdle, wake, stop }: WatchTools): Promise<void> {
  onIdle()
  if (!wake.isHinted) await freeMemory()
  await wake.next({ ...due, stop })
}

/** If the disk is full, only the log says so. */
function noteProblem(words: string, memory: Memory): void {
  try {
    memory.setFact('problem', words)
  } catch (error) {
    if (!isFullDisk(error)) throw error
  }
}

/** Resolves once changes are noticed, so that the first scan misses none; a source that takes longer hints later. */
async function beginWatching({ sources, stop, wake, notify }: WatchTools): Promise<void> {
  const ending = new AbortController()
  let isBegun = false
  const ready = sources.map(
    (source) =>
      new Promise<void>((resolve) => {
        if (!source.watch) return resolve()
        const beReady = () => (isBegun ? wake.hint() : resolve())
        const polls = (polling: Polling) => notify({ kind: 'polled', address: source.address, ...polling })
        void source.watch({ ready: beReady, hint: (paths) => wake.hint(paths), polls }, stop)
      }),
  )
  const late = wait(readyMs, undefined, { signal: AbortSignal.any([stop, ending.signal]) }).catch(() => undefined)
  await Promise.race([Promise.all(ready), late])
  isBegun = true
  ending.abort()
}

/** True if there was a pause. Hints don't end it. */
async function waitOutPause(tools: WatchTools, pause: { reportedUntil: number }): Promise<boolean> {
  const { memory, notify, stop, now } = tools
  const until = pausedUntil(memory, now())
  if (!until) return false
  if (pause.reportedUntil !== until.getTime()) notify({ kind: 'paused', until })
  pause.reportedUntil = until.getTime()
  await rest({ at: until.getTime(), notBefore: until.getTime() }, tools)
  if (!stop.aborted && !pausedUntil(memory, now())) {
    pause.reportedUntil = 0
    notify({ kind: 'resumed' })
  }
  return true
}

const words = {
  offline: "The server can't be reached.",
  'no-room': 'The server has no room left.',
  'disk-full': 'The disk of this computer is full.',
  'signed-out': 'This computer is signed out.',
  terms: 'The new terms of the server have to be accepted in the dashboard.',
  failed: 'Something went wrong; the log on the computer says what.',
}

type ObstacleKind = Exclude<keyof typeof words, 'failed'>

/** What prevents a sync, reported once each time it begins. */
class SyncObstacle {
  readonly #tools: RoundTools
  readonly #backoff = new Backoff()
  #current: 'none' | ObstacleKind = 'none'
  /** Contains no notebook's name. */
  words = ''

  constructor(tools: RoundTools) {
    this.#tools = tools
  }

  succeeded(): void {
    this.#backoff.succeeded()
    if (this.#current !== 'none') this.#tools.notify({ kind: this.#current === 'disk-full' ? 'disk-free' : 'online' })
    this.#current = 'none'
  }

  /** Returns how long to wait, in milliseconds. */
  failed(error: unknown): number {
    const reason = error instanceof Error ? error.message : String(error)
    this.words = words.failed
    if (capacityProblemOf(error)) {
      this.#begin('no-room', () => this.#tools.notify({ kind: 'no-room', reason }))
      return dayMs
    }
    if (error instanceof ApiProblem && error.type === 'terms_not_accepted') {
      this.#begin('terms', () => this.#tools.notify({ kind: 'terms', reason }))
      return signedOutMs
    }
    if (error instanceof CommandError || (error instanceof ApiProblem && [401, 403].includes(error.status))) {
      this.#begin('signed-out', () => this.#tools.notify({ kind: 'signed-out', reason }))
      return signedOutMs
    }
    const isOfServer = error instanceof ApiProblem || error instanceof NotReached || error instanceof NotOurServer
    const retryMs = this.#backoff.failed(error instanceof ApiProblem ? error.retryAfterMs : 0)
    if (isFullDisk(error)) this.#begin('disk-full', () => this.#tools.notify({ kind: 'disk-full' }))
    else if (isOfServer) this.#begin('offline', () => this.#tools.notify({ kind: 'offline', reason, retryMs }))
    else this.#tools.notify({ kind: 'failed', reason, error })
    return retryMs
  }

  #begin(what: ObstacleKind, notify: () => void): void {
    this.words = words[what]
    if (this.#current !== what) notify()
    this.#current = what
  }
}
