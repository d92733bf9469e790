// SPDX-License-Identifier: AGPL-3.0-or-later
// Fetches files that people attached to documents.
import type { Api } from './client.ts'
import { ApiProblem } from './problem.ts'

/** A file that a person attached to a document. */
export interface AttachedFile {
  name: string
  content: Blob
}

/** Rejects with an ApiProblem of status 404 if it is gone. */
export async function fetchAttachment({ api }: { api: Api }, id: string, signal?: AbortSignal): Promise<AttachedFile> {
  const options = { params: { path: { id } }, parseAs: 'blob', cache: 'no-store', ...(signal && { signal }) } as const
  return attachedFileIn(api.GET('/api/v1/attachments/{id}', options))
}

/** The file of a call's answer, with the name that the server gives it. */
export async function attachedFileIn(
  call: Promise<{ data?: unknown; error?: unknown; response: Response }>,
): Promise<AttachedFile> {
  const { data, error, response } = await call
  if (!response.ok) throw new ApiProblem(response, error)
  return { name: nameIn(response.headers.get('content-disposition') ?? ''), content: data as Blob }
}

/** The server writes each name as RFC 8187 says: `attachment; filename*=UTF-8''a%20b.png`. */
function nameIn(disposition: string): string {
  const [, encoded = ''] = /filename\*=UTF-8''([^;]*)/.exec(disposition) ?? []
  return decodeURIComponent(encoded)
}
