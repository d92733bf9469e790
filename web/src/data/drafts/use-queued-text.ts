// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useState } from 'preact/hooks'
import { keyOf, type OutboxFacts } from '../outbox/outbox-item.ts'
import type { Documents } from './documents.ts'

export interface QueuedText {
  facts: OutboxFacts
  content: string
}

/** The text of a document that waits to be sent; null if there is none, or `id` is null. */
export function useQueuedText(documents: Documents, id: string | null): QueuedText | null {
  const { outbox } = documents
  const [text, setText] = useState<QueuedText | null>(null)
  const isCurrent = id !== null && outbox.changes.value >= 0
  const facts = isCurrent ? outbox.itemsOf(id)[0] : undefined
  useEffect(() => {
    if (!facts) return setText(null)
    let isWanted = true
    void outbox.read(facts).then((item) => {
      if (isWanted) setText(item ? { facts, content: item.text.content } : null)
    })
    return () => {
      isWanted = false
    }
  }, [facts?.revision])
  // The facts may tell more than when the text was read.
  return facts && text && keyOf(facts) === keyOf(text.facts) ? { ...text, facts } : null
}
