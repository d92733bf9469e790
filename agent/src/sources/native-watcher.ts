// SPDX-License-Identifier: AGPL-3.0-or-later
// Watches folders through the operating system, by the compiled part of @parcel/watcher, which is beside the program.
// The package around it is left out: it only adds ignore patterns, unused here, and a script that runs at installation.
import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

interface FileEvent {
  type: 'create' | 'update' | 'delete'
  path: string
}

type OnEvents = (error: Error | null, events: FileEvent[]) => void

interface Binding {
  subscribe(folder: string, onEvents: OnEvents, options: { backend: string }): Promise<void>
  unsubscribe(folder: string, onEvents: OnEvents, options: { backend: string }): Promise<void>
}

const backends: Partial<Record<NodeJS.Platform, string>> = { darwin: 'fs-events', linux: 'inotify', win32: 'windows' }
/** Set explicitly, because the default first looks for a program called Watchman. */
const backend = backends[process.platform] ?? 'default'
/** Linux has two; npm installs the one that fits. */
const libraries = process.platform === 'linux' ? ['-glibc', '-musl'] : ['']

/** Debounce after the last of many new folders. */
const renewMs = 500

export interface FolderEvents {
  /** The watch is active: changes are reported from now on. */
  onActive(): void
  changed(paths: string[]): void
  /** The folder itself was deleted or moved. */
  onDeleted(): void
}

/**
 * Resolves when the signal is aborted; rejects if the folder can't be watched, or no longer. `folder` is a real path.
 */
export type WatchFolder = (folder: string, events: FolderEvents, signal: AbortSignal) => Promise<void>

/** Undefined if there is none for this system. Packages are looked up from the file `from`. */
export function nativeWatcher(from: string = import.meta.url): WatchFolder | undefined {
  const require = createRequire(from)
  for (const library of libraries) {
    try {
      const file = require.resolve(`@parcel/watcher-${process.platform}-${process.arch}${library}`)
      return async (folder, events, signal) => {
        await tryOut(file, signal)
        while (!signal.aborted) await watchOnce(require(file) as Binding, folder, events, signal)
      }
    } catch {
      // Not installed.
    }
  }
  return undefined
}

/**
 * Runs in a separate process, because compiled code may crash a process or block it for good: if no inotify instance is
 * left, which Node's own watcher reports, the call to it never returns.
 */
const trial = `
const [, file, folder, backend] = process.argv
require('node:fs').watch(folder).close()
const binding = require(file)
const tell = () => {}
binding.subscribe(folder, tell, { backend }).then(() => binding.unsubscribe(folder, tell, { backend }))`

async function tryOut(file: string, signal: AbortSignal): Promise<void> {
  const args = ['-e', trial, file, dirname(file), backend]
  const limits = { timeout: 10_000, killSignal: 'SIGKILL', windowsHide: true, signal } as const
  await promisify(execFile)(process.execPath, args, limits).catch((error: { stderr?: string }) => {
    const [, reason] = /^\w*Error: (.*)$/m.exec(error.stderr ?? '') ?? []
    throw new Error(reason ?? 'what watches folders crashed, or gave no answer', { cause: error })
  })
}

/** Until the signal is aborted, or a new folder already contains folders, which the library doesn't watch. */
async function watchOnce(binding: Binding, folder: string, events: FolderEvents, signal: AbortSignal): Promise<void> {
  const ending = resolvers()
  let renewal: NodeJS.Timeout | undefined
  const scheduleRenewal = () => {
    clearTimeout(renewal)
    renewal = setTimeout(ending.resolve, renewMs)
  }
  const onEvents: OnEvents = (error, received) => {
    if (error) return ending.reject(error)
    if (received.some(({ type, path }) => type === 'delete' && path === folder)) return events.onDeleted()
    events.changed(received.map(({ path }) => path))
    const created = received.filter(({ type }) => type === 'create')
    void Promise.all(created.map(({ path }) => holdsFolders(path))).then(
      (hold) => hold.includes(true) && scheduleRenewal(),
    )
  }
  await binding.subscribe(folder, onEvents, { backend })
  try {
    signal.addEventListener('abort', () => ending.resolve(), { once: true })
    if (signal.aborted) return
    events.onActive()
    await ending.promise
  } finally {
    clearTimeout(renewal)
    // If the folder is gone, the system has already dropped the watch and returns an error.
    await binding.unsubscribe(folder, onEvents, { backend }).catch(() => undefined)
  }
}

function resolvers() {
  let resolve = () => {}
  let reject = (_error: Error) => {}
  const promise = new Promise<void>((onward, fail) => {
    resolve = onward
    reject = fail
  })
  // The promise may be rejected before it is awaited.
  promise.catch(() => undefined)
  return { promise, resolve, reject }
}

async function holdsFolders(path: string): Promise<boolean> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => [])
  return entries.some((entry) => entry.isDirectory())
}

/** For users; `failure` is undefined if nothing watches folders on this system. */
export function explainFailure(failure: unknown): { reason: string; advice?: string } {
  if (failure === undefined) return { reason: 'Nothing that watches folders is installed for this system' }
  const message = failure instanceof Error ? failure.message : String(failure)
  const limit = limits.find(({ pattern }) => pattern.test(message))
  if (!limit) return { reason: `The system can't watch it (${message})` }
  return {
    reason: `The system watches no more folders: its limit ${limit.name} is reached`,
    advice: `To have changes noticed at once, raise it: sudo sysctl ${limit.name}=${limit.enough}`,
  }
}

/** Limits of inotify, by the error texts of Node and of strerror(3). */
const limits = [
  { pattern: /ENOSPC|No space left/, name: 'fs.inotify.max_user_watches', enough: 524_288 },
  { pattern: /EMFILE|Too many open files/, name: 'fs.inotify.max_user_instances', enough: 1024 },
]
