// SPDX-License-Identifier: AGPL-3.0-or-later
// Shows the notes of an outbox in the library, as long as the server doesn't have them.
import { effect } from '@preact/signals'
import { noteTitle } from '../documents/note-title.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { OutboxFacts } from '../outbox/outbox-item.ts'
import { type UnsentNote, unsentNotes } from '../outbox/unsent-notes.ts'

/** By the id and revision of an item: a note is read again when it has changed. */
type KnownNotes = ReadonlyMap<string, UnsentNote>

export function followNotes(outbox: Outbox): void {
  let known: KnownNotes = new Map()
  let round = 0
  effect(() => {
    const facts = outbox.changes.value >= 0 ? [...outbox.items.values()].filter(({ kind }) => kind === 'note') : []
    const current = ++round
    if (facts.length === 0 && known.size === 0) return
    void Promise.all(facts.map(async (each) => [revisionOf(each), await noteOf(outbox, known, each)] as const)).then(
      (notes) => {
        // A later change of the outbox is being read.
        if (current !== round) return
        known = new Map(notes.flatMap(([revision, note]) => (note ? [[revision, note] as const] : [])))
        unsentNotes.value = new Map([...known.values()].map((note) => [note.id, note]))
      },
    )
  })
}

async function noteOf(outbox: Outbox, known: KnownNotes, facts: OutboxFacts): Promise<UnsentNote | undefined> {
  const same = known.get(revisionOf(facts))
  if (same) return same
  const item = await outbox.read(facts)
  if (item?.text.kind !== 'note') return undefined
  const { content, folder_uuid } = item.text
  return {
    id: facts.id,
    title: noteTitle(content),
    folder: folder_uuid,
    changedAt: facts.changedAt,
    async discard() {
      const items = await Promise.all(outbox.itemsOf(facts.id).map((each) => outbox.read(each)))
      outbox.remove(outbox.itemsOf(facts.id))
      await outbox.settled()
      return async () => {
        for (const each of items) if (each) outbox.put(each)
        await outbox.settled()
      }
    },
  }
}

const revisionOf = ({ id, draft, revision }: OutboxFacts) => `${id} ${draft} ${revision}`
