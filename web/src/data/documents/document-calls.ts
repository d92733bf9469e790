// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading and writing the text of a page on the server.
import { ApiProblem, answerTo, type components } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'

/** The text of a page, with the conflicts that are open. */
export type PageDocument = components['schemas']['Document']
export type DocumentConflict = components['schemas']['DocumentConflict']
export type DocumentVersion = components['schemas']['DocumentVersion']

type Caller = Pick<Account, 'api'>

const path = '/api/v1/documents/{id}'

/** `id`: the server's id of the page. */
export function fetchDocument({ api }: Caller, id: string): Promise<PageDocument> {
  return answerTo(api.GET(path, { params: { path: { id } }, cache: 'no-store' }))
}

/** `before`: the document that was changed; if the server has another one, `newerDocumentOf` finds it in the error. */
export function putDocument(
  { api }: Caller,
  before: PageDocument,
  content: string,
  settled: readonly DocumentConflict[] = [],
): Promise<PageDocument> {
  const body = { content, ...(settled.length > 0 && { settled: [...settled] }) }
  return answerTo(api.PUT(path, { params: writing(before), body }))
}

/** The text is again what was transcribed; `before` stays as a version. */
export function undoCorrection({ api }: Caller, before: PageDocument): Promise<PageDocument> {
  return answerTo(api.DELETE(path, { params: writing(before) }))
}

/** Newest first. */
export async function fetchVersions(
  { api }: Caller,
  id: string,
  cursor: string | null,
  signal: AbortSignal,
): Promise<{ items: DocumentVersion[]; next: string | null }> {
  const params = { path: { id }, query: { limit: 50, ...(cursor !== null && { cursor }) } }
  return answerTo(api.GET(`${path}/versions`, { params, signal, cache: 'no-store' }))
}

/** The text of a version. */
export async function fetchVersion(
  { api }: Caller,
  id: string,
  version_id: string,
  signal: AbortSignal,
): Promise<string> {
  const params = { path: { id, version_id } }
  return (await answerTo(api.GET(`${path}/versions/{version_id}`, { params, signal, cache: 'no-store' }))).content
}

/** Keeps the present text under a name. */
export async function nameVersion({ api }: Caller, id: string, name: string): Promise<void> {
  await answerTo(api.POST(`${path}/versions`, { params: { path: { id } }, body: { name } }))
}

function writing({ id, content_etag }: PageDocument) {
  return { path: { id }, header: { 'If-Match': `"${content_etag}"` } }
}

/** The server's document, if it refused a write because another one was written meanwhile. */
export function newerDocumentOf(error: unknown): PageDocument | undefined {
  if (!(error instanceof ApiProblem) || error.status !== 412) return undefined
  return error.members.document as PageDocument | undefined
}
