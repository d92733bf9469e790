// SPDX-License-Identifier: AGPL-3.0-or-later
// A text that the server doesn't have yet. Its facts and its text are stored apart, so that a list of thousands is
// read without their texts.
import { ApiProblem, capacityProblemOf } from '@rmirror/shared/api'
import { type DocumentConflict, DocumentGone, type PageDocument } from '../documents/document-calls.ts'
import { isServerUnreachable } from '../server/offline-pages.ts'

/** Why a text wasn't sent. All but `unreachable` wait for a person. */
export type OutboxProblem = 'unreachable' | 'conflict' | 'gone' | 'viewer' | 'too-large' | 'no-room' | 'refused'

export interface OutboxFacts {
  kind: 'edit' | 'note'
  user: string
  /** Of the document: the server's id of the page, or a new note's own. */
  id: string
  /** Which editor wrote it. Two tabs that edit one page have an item each, and the server's answers merge them. */
  draft: string
  /** The first line of the text. */
  title: string
  /** Of an edit. A note's notebook has the id of the note. */
  place: { notebook_uuid: string; page_uuid: string; page_number: number } | null
  /** Milliseconds since 1970. */
  changedAt: number
  problem: OutboxProblem | null
  /** The server's sentence, if it refused the text for a reason of its own. */
  detail: string
  /** New with each change of the text. */
  revision: string
}

export interface EditText {
  kind: 'edit'
  content: string
  /** The server's document that the text was made of. */
  base: PageDocument
  /** Conflicts with the handwriting that a person has settled. */
  settled: readonly DocumentConflict[]
}

export interface NoteText {
  kind: 'note'
  content: string
  folder_uuid: string | null
  /** What was sent first: the server may have it although its answer never came. */
  sentContent: string | null
}

export interface OutboxItem {
  facts: OutboxFacts
  text: EditText | NoteText
}

/** Unique among the items of a user. */
export function keyOf({ id, draft }: Pick<OutboxFacts, 'id' | 'draft'>): string {
  return `${id} ${draft}`
}

/** null: the same request may succeed later, without a person's doing. */
export function problemOf(error: unknown): OutboxProblem | null {
  if (capacityProblemOf(error) || isFullDisk(error)) return 'no-room'
  if (error instanceof DocumentGone) return 'gone'
  if (!(error instanceof ApiProblem) || isServerUnreachable(error)) return null
  const { status } = error
  if (status === 401 || status === 408 || status === 429) return null
  if (error.type === 'role_refused') return 'viewer'
  if (status === 404 || status === 410) return 'gone'
  if (status === 412) return 'conflict'
  return status === 413 ? 'too-large' : 'refused'
}

function isFullDisk(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError'
}
