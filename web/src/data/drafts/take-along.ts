// SPDX-License-Identifier: AGPL-3.0-or-later
// Takes what a guest wrote in this browser along into their account: notes, and the texts of pages whose notebooks are
// on the server. They go through the outbox, which merges them with what is there. Done twice, nothing changes.
import type { PageDetail, PagePlace } from '@rmirror/shared/api'
import { noteTitle } from '../documents/note-title.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { OutboxItem } from '../outbox/outbox-item.ts'
import { unknownEtag } from '../outbox/send-item.ts'
import type { LocalDocument } from '../workspace/local-database.ts'
import type { LocalWorkspace } from '../workspace/local-workspace.ts'
import type { WorkspaceService } from '../workspace/workspace-service.ts'

interface TakeAlongTools {
  local: Pick<LocalWorkspace, 'documents' | 'forget' | 'opened'>
  server: Pick<WorkspaceService, 'read'>
  outbox: Outbox
  /** null: the server doesn't know the page. */
  page: (place: PagePlace) => Promise<PageDetail | null>
}

/** Those that can be taken along now. `notebooks`: the ones on the server. */
export function documentsToTake(
  documents: ReadonlyMap<string, LocalDocument>,
  notebooks: Pick<ReadonlyMap<string, unknown>, 'has'>,
): LocalDocument[] {
  return [...documents.values()].filter(({ kind, notebook_uuid }) => kind === 'note' || notebooks.has(notebook_uuid))
}

/** Rejects if the server isn't reached; what wasn't taken until then stays in this browser. */
export async function takeAlong(
  { local, server, outbox, page }: TakeAlongTools,
  documents: readonly LocalDocument[],
): Promise<void> {
  for (const document of documents) {
    const item = document.kind === 'note' ? noteOf(document) : await editOf(document, page, server)
    // A page that isn't on the server keeps its text here.
    if (!item || outbox.user === null) continue
    outbox.put({ ...item, facts: { ...item.facts, user: outbox.user } })
    await outbox.settled()
    // What isn't stored there must stay here.
    if (outbox.unstoredCount.peek() === 0) await local.forget(document)
  }
}

/** If the note is on the server already, only what was changed here since would be merged into it: nothing. */
function noteOf({ id, content, folder_uuid, saved_at }: LocalDocument): OutboxItem {
  const facts = { ...factsOf(content, saved_at), kind: 'note', id, draft: id, place: null } as const
  return { facts, text: { kind: 'note', content, folder_uuid, sentContent: content } }
}

async function editOf(
  { notebook_uuid, page_uuid, content, base, saved_at }: LocalDocument,
  page: TakeAlongTools['page'],
  server: TakeAlongTools['server'],
): Promise<OutboxItem | null> {
  const there = await page({ notebook_uuid, page_uuid })
  if (!there) return null
  const { id, page_number } = there
  const document = await server.read(id)
  // What a person wrote here replaces what was only transcribed there. Two texts by persons are merged.
  const known = document.is_corrected ? { ...document, content: base, content_etag: unknownEtag } : document
  const place = { notebook_uuid, page_uuid, page_number }
  return {
    facts: { ...factsOf(content, saved_at), kind: 'edit', id, draft: `taken ${id}`, place },
    text: { kind: 'edit', content, base: known, settled: [] },
  }
}

function factsOf(content: string, saved_at: string) {
  return {
    ...{ user: '', title: noteTitle(content), changedAt: Date.parse(saved_at), problem: null, detail: '' },
    revision: crypto.randomUUID(),
  }
}
