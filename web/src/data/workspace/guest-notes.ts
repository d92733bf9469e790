// SPDX-License-Identifier: AGPL-3.0-or-later
// What the library and search need to know of a guest's notes. Their workspace is loaded after the library.
import { signal } from '@preact/signals'
import type { UnsentNote } from '../outbox/unsent-notes.ts'

export interface GuestNote extends UnsentNote {
  content: string
  /** Increases with each change. */
  revision: number
}

/**
 * Whether this browser has notes that are still to be loaded into `guestNotes`; null as long as the browser wasn't
 * asked.
 */
export const areNotesAwaited = signal<boolean | null>(null)

/** By the id of the note, which its notebook has, too. */
export const guestNotes = signal<ReadonlyMap<string, GuestNote>>(new Map())
