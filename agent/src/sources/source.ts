// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Problem, SourceFile } from '@rmirror/shared/library'

export type SourceKind = 'desktop' | 'folder' | 'inbox' | 'usb' | 'ssh'

/** Where notebooks come from. */
export interface Source {
  kind: SourceKind
  /** What a person calls it: a path or a host, printable, without secrets. */
  address: string
  /** Whether what is gone from it counts as deleted. */
  deletes: boolean
  /** Lists all files, opening none. Rejects with a SourceError when nothing can be listed at all. */
  look(signal: AbortSignal): Promise<Look>
  /** Until the signal is aborted; absent: it is only looked at from time to time. */
  watch?(listener: Listener, signal: AbortSignal): Promise<void>
  /** Gives back what it holds open between looks. */
  close?(): void
}

/** What a source that is watched tells. */
export interface Listener {
  /** Once: changes are noticed from now on, or the source is away. */
  ready(): void
  /** Something may have changed. */
  hint(): void
  /** The system tells of no changes there, or not of all: it is looked at every so often. Once for each reason. */
  polls(polling: Polling): void
}

export interface Polling {
  seconds: number
  /** A sentence without its full stop. */
  reason: string
  /** What a person can do about it: a sentence. */
  advice?: string
}

export interface Look {
  /** As readLibrary takes them. */
  files: SourceFile[]
  problems: Problem[]
  /** False when a part could not be listed: nothing counts as gone then. */
  isWhole: boolean
  /** Notebooks that lie in the trash, whatever their files say. */
  trashed?: ReadonlySet<string>
  /** Milliseconds since 1970: when the app's folder, or the tablet, last changed. */
  lastChange?: number
}
