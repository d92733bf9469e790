// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends one item of the outbox. What others wrote meanwhile is merged if it concerns other lines.
import { answerTo } from '@rmirror/shared/api'
import type { MergedText } from '@rmirror/shared/workshop'
import type { Account } from '../account/account.ts'
import { newerDocumentOf, type PageDocument, putDocument } from '../documents/document-calls.ts'
import { withLineFeeds } from '../documents/line-feeds.ts'
import type { EditText, NoteText, OutboxItem } from './outbox-item.ts'

export interface SendTools {
  account: Pick<Account, 'api'>
  merge: (base: string, mine: string, theirs: string) => Promise<MergedText>
}

export type SendResult =
  | { kind: 'sent'; document: PageDocument }
  /** Both changed the same lines: a person decides. */
  | { kind: 'conflict' }
  /** The note is on the server with another text, so this one is an edit of it. */
  | { kind: 'edit'; text: EditText }

/** More merges in a row mean that another program writes without a pause. */
const maxMerges = 10

/** Rejects with the server's refusal. */
export function sendItem(tools: SendTools, { facts, text }: OutboxItem): Promise<SendResult> {
  return text.kind === 'edit' ? sendEdit(tools, text) : sendNote(tools, facts.user, facts.id, text)
}

async function sendEdit({ account, merge }: SendTools, { base, content, settled }: EditText): Promise<SendResult> {
  let [known, mine] = [base, content]
  for (let merges = 0; ; merges++) {
    try {
      return { kind: 'sent', document: await putDocument(account, known, mine, settled) }
    } catch (error) {
      const theirs = newerDocumentOf(error)
      if (!theirs || merges >= maxMerges) throw error
      const merged = await merge(withLineFeeds(known.content), mine, withLineFeeds(theirs.content))
      if (merged.conflicts.length > 0) return { kind: 'conflict' }
      if (merged.text === theirs.content && settled.length === 0) return { kind: 'sent', document: theirs }
      ;[known, mine] = [theirs, merged.text]
    }
  }
}

/** A workspace has the id of its owner. */
async function sendNote({ account }: SendTools, user: string, id: string, text: NoteText): Promise<SendResult> {
  const { content, folder_uuid, sentContent } = text
  const document: PageDocument = await answerTo(
    account.api.POST('/api/v1/workspaces/{workspace_id}/documents', {
      params: { path: { workspace_id: user } },
      body: { id, content, folder_uuid },
    }),
  )
  if (document.content === content) return { kind: 'sent', document }
  // The answer to an earlier request was lost, and the text was changed since, here or elsewhere.
  const base = sentContent === null ? document : { ...document, content: sentContent, content_etag: unknownEtag }
  return { kind: 'edit', text: { kind: 'edit', content, base, settled: [] } }
}

/** An ETag that no document has: the server answers with its document, and both are merged. */
export const unknownEtag = '0'.repeat(64)
