// SPDX-License-Identifier: AGPL-3.0-or-later
// What the library needs to know of notes that the server doesn't have yet. The outbox is loaded after the library.
import { signal } from '@preact/signals'

export interface UnsentNote {
  id: string
  /** "" as long as no line has words. */
  title: string
  /** The uuid of its folder; null: at the top. */
  folder: string | null
  /** Milliseconds since 1970. */
  changedAt: number
  /** Deletes it, as nothing of it is on the server. Resolves with what brings it back. */
  discard: () => Promise<() => Promise<void>>
}

/** By the id of the note, which its notebook has, too. */
export const unsentNotes = signal<ReadonlyMap<string, UnsentNote>>(new Map())
