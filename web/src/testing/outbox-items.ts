// SPDX-License-Identifier: AGPL-3.0-or-later
import type { OutboxFacts, OutboxItem } from '../data/outbox/outbox-item.ts'
import { pageDocument, uuidOf } from './server-facts.ts'

/** An edit of a page that was `Egs`. */
export function editItem(content: string, facts: Partial<OutboxFacts> = {}): OutboxItem {
  return {
    facts: { ...factsOf(content, 'edit', facts.id), place: { ...place, page_number: 1 }, ...facts },
    text: { kind: 'edit', content, base: pageDocument('Egs', { id: facts.id ?? uuidOf('page') }), settled: [] },
  }
}

export function noteItem(content: string, facts: Partial<OutboxFacts> = {}): OutboxItem {
  const text = { kind: 'note', content, folder_uuid: null, sentContent: null } as const
  return { facts: { ...factsOf(content, 'note', facts.id), ...facts }, text }
}

const place = { notebook_uuid: uuidOf('diary'), page_uuid: uuidOf('first') }

function factsOf(content: string, kind: OutboxFacts['kind'], id = uuidOf('page')): OutboxFacts {
  return {
    ...{ kind, user: 'ann', id, draft: `editor of ${id}`, title: content.slice(0, 80), place: null },
    ...{ changedAt: 1, problem: null, detail: '', revision: `${kind} ${content}` },
  }
}
