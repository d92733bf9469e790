// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading and writing the text of a page on the server.
import { ApiProblem, answerTo, type components } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'

/** The text of a page, with the conflicts that are open. */
export type PageDocument = components['schemas']['Document']
export type DocumentSummary = components['schemas']['DocumentSummary']
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

/** The text of a page is again what was transcribed, and `before` stays as a version. A note is deleted: null. */
export async function deleteDocument({ api }: Caller, before: PageDocument): Promise<PageDocument | null> {
  return (await answerTo(api.DELETE(path, { params: writing(before) }))) ?? null
}

/** Can be repeated: a note that is there is answered as it is now. */
export function createNote(
  { api }: Caller,
  workspace_id: string,
  note: { id: string; content: string; folder_uuid: string | null },
): Promise<PageDocument> {
  const options = { params: { path: { workspace_id } }, body: note }
  return answerTo(api.POST('/api/v1/workspaces/{workspace_id}/documents', options))
}

/** Newest first. */
export async function fetchVersions(
  { api }: Caller,
  id: string,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<{ items: DocumentVersion[]; next: string | null }> {
  const params = { path: { id }, query: { limit: 50, ...(cursor !== null && { cursor }) } }
  return answerTo(api.GET(`${path}/versions`, { params, ...(signal && { signal }), cache: 'no-store' }))
}

/** The text of a version. */
export async function fetchVersion(
  { api }: Caller,
  id: string,
  version_id: string,
  signal?: AbortSignal,
): Promise<string> {
  const params = { path: { id, version_id } }
  return (
    await answerTo(api.GET(`${path}/versions/{version_id}`, { params, ...(signal && { signal }), cache: 'no-store' }))
  ).content
}

/** Keeps the present text under a name. */
export async function nameVersion({ api }: Caller, id: string, name: string): Promise<void> {
  await answerTo(api.POST(`${path}/versions`, { params: { path: { id } }, body: { name } }))
}

function writing({ id, content_etag }: PageDocument) {
  return { path: { id }, header: { 'If-Match': `"${content_etag}"` } }
}

/** A document of this browser was written meanwhile, in another tab. */
export class StaleDocument extends Error {
  override name = 'StaleDocument'
  readonly document: PageDocument

  constructor(document: PageDocument) {
    super('The document was changed meanwhile')
    this.document = document
  }
}

/** This browser has no such document, or not any more. */
export class DocumentGone extends Error {
  override name = 'DocumentGone'
}

export function isGone(error: unknown): boolean {
  return (
    error instanceof DocumentGone || (error instanceof ApiProblem && (error.status === 404 || error.status === 410))
  )
}

/** The present document, if a write was refused because another one was written meanwhile. */
export function newerDocumentOf(error: unknown): PageDocument | undefined {
  if (error instanceof StaleDocument) return error.document
  if (!(error instanceof ApiProblem) || error.status !== 412) return undefined
  return error.members.document as PageDocument | undefined
}
