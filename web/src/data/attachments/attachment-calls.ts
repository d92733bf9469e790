// SPDX-License-Identifier: AGPL-3.0-or-later
// Attachments of documents on the server.
import { ApiProblem, answerTo, type components, fetchAttachment } from '@rmirror/shared/api'
import type { Queries, RemoteQuery } from '../server/remote-query.ts'

export type Attachment = components['schemas']['Attachment']

/** Bytes of the largest file that the server takes. */
export const maxFileBytes = 25_000_000

/** The types that the server serves as images. Others, such as SVG, are files. */
const imageTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

export function isImage({ content_type }: Pick<Attachment, 'content_type'>): boolean {
  return imageTypes.has(content_type)
}

/** A document's attachments, oldest first. The change feed doesn't report them: refetched on mount. */
export function attachmentsOf(remote: Queries, document: string | null): RemoteQuery<Attachment[]> {
  const ask: RemoteQuery<Attachment[]>['queryFn'] = async ({ signal }) => {
    const params = { path: { id: document ?? '' } }
    const listed = remote.account.api.GET('/api/v1/documents/{id}/attachments', { params, signal, cache: 'no-store' })
    return (await answerTo(listed)).items
  }
  return { ...remote.query(['attachments', document], ask), staleTime: 0 }
}

export async function deleteAttachment(remote: Queries, { id, document_id }: Attachment): Promise<void> {
  await answerTo(remote.account.api.DELETE('/api/v1/attachments/{id}', { params: { path: { id } } }))
  await Promise.all([remote.invalidate('attachments', document_id), remote.invalidate('pictures', 'attachment', id)])
}

/**
 * An image that a text shows; null: it is gone. Among the pictures of pages, so the memory for both has one limit
 * (picture-memory-limit.ts).
 */
export function attachedImage(
  remote: Pick<Queries, 'account' | 'query'>,
  id: string | null,
): RemoteQuery<{ picture: Blob }[] | null> {
  return remote.query(['pictures', 'attachment', id], async ({ signal }) => {
    try {
      return [{ picture: (await fetchAttachment(remote.account, id ?? '', signal)).content }]
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  })
}

export function isMissing(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 404
}
