// SPDX-License-Identifier: AGPL-3.0-or-later
import { noteTitle } from '../documents/note-title.ts'
import { type OutboxFacts, problemOf } from '../outbox/outbox-item.ts'
import { Conflicting } from './document-draft.ts'

/** What the outbox is told of a draft. `why`: why it couldn't be saved; undefined if that wasn't tried since. */
export function draftFacts(
  known: Pick<OutboxFacts, 'kind' | 'user' | 'id' | 'draft' | 'place'>,
  content: string,
  why: unknown,
): OutboxFacts {
  return {
    ...{ ...known, title: noteTitle(content), changedAt: Date.now(), revision: crypto.randomUUID() },
    ...{ problem: causeOf(why), detail: why instanceof Error ? why.message : '' },
  }
}

function causeOf(why: unknown): OutboxFacts['problem'] {
  if (why === undefined) return null
  return why instanceof Conflicting ? 'conflict' : (problemOf(why) ?? 'unreachable')
}
