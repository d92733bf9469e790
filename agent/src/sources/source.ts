// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Problem, SourceFile } from '@rmirror/shared/library'

export type SourceKind = 'desktop' | 'folder' | 'inbox' | 'usb' | 'ssh'

/** A place that notebooks come from. */
export interface Source {
  kind: SourceKind
  /** Name for users: a path or a host, printable, without secrets. */
  address: string
  /** Whether what is gone from it counts as deleted. */
  deletes: boolean
  /** Lists all files without opening any. Rejects with a SourceError if nothing can be listed. */
  scan(signal: AbortSignal): Promise<Scan>
  /**
   * Lists the files of the documents that these files on disk belong to, and of the folders they are in. Documents are
   * left out that aren't at the top of the source. Absent if changes aren't reported by path.
   */
  scanChanged?(paths: readonly string[]): Promise<SourceFile[]>
  /** Runs until the signal is aborted. Absent if the source can only be scanned from time to time. */
  watch?(listener: Listener, signal: AbortSignal): Promise<void>
  /** Releases what it keeps open between scans. */
  close?(): void
}

/** Receives the reports of a watched source. */
export interface Listener {
  /** Called once: changes are noticed from now on, or the source is away. */
  ready(): void
  /** Something may have changed: the files at `paths` on disk, or any if it is undefined. */
  hint(paths?: readonly string[]): void
  /** The system doesn't report its changes, or not all of them, so it is polled. Called once per reason. */
  polls(polling: Polling): void
}

export interface Polling {
  seconds: number
  /** A sentence without its full stop. */
  reason: string
  /** A sentence that says what the user can do about it. */
  advice?: string
}

export interface Scan {
  /** Input of readLibrary(). */
  files: SourceFile[]
  problems: Problem[]
  /** False if a part couldn't be listed; nothing counts as gone then. */
  isWhole: boolean
  /** Notebooks in the trash, whatever their files say. */
  trashed?: ReadonlySet<string>
  /** Milliseconds since 1970 of the last change of the app's folder, or of the tablet. */
  lastChange?: number
}
