// SPDX-License-Identifier: AGPL-3.0-or-later
// Watches a folder and everything below it: through the system, by polling where the system can't, and by both on
// network drives. A folder that disappears and returns is watched again.
import { realpath, stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { explainFailure, nativeWatcher, type WatchFolder } from './native-watcher.ts'
import { isOnNetworkDrive } from './network-drive.ts'
import { pollFolder } from './polling.ts'
import type { Listener } from './source.ts'

export interface WatchOptions {
  /** Undefined if nothing watches folders on this system. */
  watchFolder: WatchFolder | undefined
  isOnNetworkDrive(path: string): Promise<boolean>
  /** Interval of checks that the folder is still the one being watched. */
  checkMs: number
  pollMs: number
  networkPollMs: number
  /** Delay before the system is asked again to watch what it couldn't. */
  retryMs: number
}

export const defaultWatchOptions = (): WatchOptions => ({
  ...{ watchFolder: nativeWatcher(), isOnNetworkDrive },
  ...{ checkMs: 30_000, pollMs: 30_000, networkPollMs: 60_000, retryMs: 10 * 60_000 },
})

/** Resolves when the signal is aborted. */
export async function watchTree(
  path: string,
  listener: Listener,
  signal: AbortSignal,
  options = defaultWatchOptions(),
): Promise<void> {
  const notifier = notifierOf(listener)
  while (!signal.aborted) {
    const place = await placeOf(path)
    if (place) {
      await watchPlace(path, place, { notifier, options }, signal)
      listener.hint()
    } else {
      notifier.isAway()
      await pause(options.checkMs, signal)
    }
  }
}

/** Ensures that a listener gets some reports only once. */
function notifierOf({ ready, hint, polls }: Listener) {
  let isReady = false
  const reported = new Set<string>()
  const beReady = () => {
    isReady = true
    ready()
  }
  return {
    changed: (paths?: string[]) => hint(paths),
    isAway: () => void (isReady || beReady()),
    /** Earlier changes are seen by the first scan, or by the one that this hint starts. */
    onActive: () => (isReady ? hint() : beReady()),
    polls(everyMs: number, why: { reason: string; advice?: string }) {
      if (reported.has(why.reason)) return
      reported.add(why.reason)
      polls({ seconds: everyMs / 1000, ...why })
    },
  }
}

interface Tools {
  notifier: ReturnType<typeof notifierOf>
  options: WatchOptions
}

interface Place {
  /** Real path: the system doesn't watch links. */
  folder: string
  /** Different for another folder of the same name. */
  identity: string
}

/** Undefined if the folder is away. */
async function placeOf(path: string): Promise<Place | undefined> {
  try {
    const folder = await realpath(path)
    const { dev, ino } = await stat(folder)
    return { folder, identity: `${folder} ${dev} ${ino}` }
  } catch {
    return undefined
  }
}

/** Until the folder disappears, another takes its place, or the signal is aborted. */
async function watchPlace(path: string, place: Place, tools: Tools, signal: AbortSignal): Promise<void> {
  const ending = new AbortController()
  const end = () => ending.abort()
  const inner = AbortSignal.any([signal, ending.signal])
  const { notifier, options } = tools
  const isRemote = await options.isOnNetworkDrive(place.folder).catch(() => false)
  if (isRemote)
    notifier.polls(options.networkPollMs, { reason: 'It is on a network drive, which may not tell of changes' })
  await Promise.all([
    endWhenReplaced(path, place, options.checkMs, inner, end),
    watchOrPoll({ ...place, isRemote }, tools, inner, end),
    isRemote ? pollFolder(place.folder, notifier, options.networkPollMs, inner) : undefined,
  ])
}

async function endWhenReplaced(
  path: string,
  { identity }: Place,
  everyMs: number,
  signal: AbortSignal,
  end: () => void,
): Promise<void> {
  for (let isSame = true; isSame && !signal.aborted; isSame = (await placeOf(path))?.identity === identity)
    await pause(everyMs, signal)
  end()
}

async function watchOrPoll(
  { folder, isRemote }: Place & { isRemote: boolean },
  tools: Tools,
  signal: AbortSignal,
  end: () => void,
): Promise<void> {
  const { notifier, options } = tools
  while (!signal.aborted) {
    const failure = await watchBySystem(folder, tools, signal, end)
    if (signal.aborted) return
    if (isRemote) await pause(options.retryMs, signal)
    else {
      notifier.polls(options.pollMs, explainFailure(failure))
      await pollFolder(
        folder,
        notifier,
        options.pollMs,
        AbortSignal.any([signal, AbortSignal.timeout(options.retryMs)]),
      )
    }
  }
}

/** Returns why the system doesn't watch it, or no longer does; undefined if it never will. */
async function watchBySystem(folder: string, { notifier, options }: Tools, signal: AbortSignal, onDeleted: () => void) {
  const { onActive, changed } = notifier
  try {
    await options.watchFolder?.(folder, { onActive, changed, onDeleted }, signal)
    return undefined
  } catch (error) {
    return error
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined)
}
