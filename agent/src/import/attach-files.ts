// SPDX-License-Identifier: AGPL-3.0-or-later
import { createHash } from 'node:crypto'
import { type Api, answerTo } from '@rmirror/shared/api'
import type { ExportArchive, PageRow } from './export-archive.ts'

interface Files {
  /** Of the notebook in the archive. */
  folder: string
  document_id: string
  attachments: PageRow['attachments']
}

/** Attaches the files that the document lacks. Returns their ids there by those in the archive. */
export async function attachFiles(
  archive: ExportArchive,
  { folder, document_id, attachments }: Files,
  { api, signal }: { api: Api; signal: AbortSignal },
): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  const places = new Map<string, number>()
  if (attachments.length === 0) return ids
  const params = { path: { id: document_id } }
  const { items } = await answerTo(api.GET('/api/v1/documents/{id}/attachments', { params, signal, cache: 'no-store' }))
  for (const { id, file_name, content_type } of attachments) {
    const bytes = await archive.bytes(archive.attachment(folder, id) ?? '')
    if (!bytes) continue
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const known = items.filter((item) => item.sha256 === sha256 && item.file_name === file_name)
    // The same file may be there several times.
    const place = (places.get(`${sha256} ${file_name}`) ?? 0) + 1
    places.set(`${sha256} ${file_name}`, place)
    const facts = { document_id, file_name, content_type, size: bytes.length, sha256 }
    ids.set(id, known[place - 1]?.id ?? (await attach({ facts, place }, bytes, { api, signal })))
  }
  return ids
}

interface AttachmentFacts {
  document_id: string
  file_name: string
  content_type: string
  size: number
  sha256: string
}

/**
 * Through the server, also where there is a bucket. `place`: among equal files of the document. If another import has
 * attached it meanwhile, it's that one.
 */
async function attach(
  { facts, place }: { facts: AttachmentFacts; place: number },
  bytes: Uint8Array<ArrayBuffer>,
  { api, signal }: { api: Api; signal: AbortSignal },
): Promise<string> {
  const body = { scope: 'attachment' as const, ...facts }
  const { id } = await answerTo(api.POST('/api/v1/uploads/presign', { body, signal }))
  const params = { path: { id } }
  await answerTo(
    api.PUT('/api/v1/uploads/{id}/content', {
      ...{ params, signal },
      headers: { 'Content-Type': facts.content_type },
      body: new Blob([bytes]),
      bodySerializer: (content) => content,
    }),
  )
  const attachment = await answerTo(
    api.POST('/api/v1/uploads/{id}/complete', { params: { ...params, query: { nth: place } }, signal }),
  )
  if (!('id' in attachment)) throw new RangeError('the server took an attachment for something else')
  return attachment.id
}
