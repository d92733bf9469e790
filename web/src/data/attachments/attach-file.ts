// SPDX-License-Identifier: AGPL-3.0-or-later
// Attaches a file to a document: announced with its hash, put to the address that the server gives, completed.
import { ApiProblem, answerTo, NotReached } from '@rmirror/shared/api'
import { safeFileName } from '@rmirror/shared/library'
import type { Account } from '../account/account.ts'
import { type Attachment, maxFileBytes } from './attachment-calls.ts'
import { fileHash } from './file-hash.ts'
import { NotSent, putFile, type Sending } from './send-file.ts'

/** The server takes no such file; nothing was sent. */
export class UnsuitableFile extends Error {
  override name = 'UnsuitableFile'
  readonly why: 'too-large' | 'empty'

  constructor(why: UnsuitableFile['why']) {
    super(`The file is ${why}`)
    this.why = why
  }
}

/** The server got something else than was announced. */
export class DamagedFile extends Error {
  override name = 'DamagedFile'
}

interface Announced {
  id: string
  url: string
  headers: Record<string, string>
  needs_authorization: boolean
}

type Sender = Pick<Account, 'api' | 'token'>

/** `document`: the id of a document that the server has. */
export async function attachFile(account: Sender, document: string, file: File, sending: Sending): Promise<Attachment> {
  if (file.size > maxFileBytes) throw new UnsuitableFile('too-large')
  if (file.size === 0) throw new UnsuitableFile('empty')
  const { signal } = sending
  // Read once, so that what is sent is what was announced, whatever happens to the file meanwhile.
  const bytes = new Uint8Array(await file.arrayBuffer())
  const content_type = mediaTypeOf(file)
  const announced: Announced = await answerTo(
    account.api.POST('/api/v1/uploads/presign', {
      body: {
        ...{ scope: 'attachment', document_id: document, file_name: safeFileName(file.name, 'file'), content_type },
        ...{ size: bytes.length, sha256: await fileHash(bytes) },
      },
      signal,
    }),
  )
  await put(account, document, announced, new Blob([bytes], { type: content_type }), sending)
  return complete(account, announced, signal)
}

/** If a bucket can't be reached from this browser, or doesn't take the file, the server takes it in its place. */
async function put(account: Sender, document: string, announced: Announced, file: Blob, sending: Sending) {
  const { url, headers, needs_authorization } = announced
  if (needs_authorization) return putToServer(account, document, { url, headers }, file, sending)
  try {
    // What goes to another origin carries no token.
    return await putFile({ url, headers, token: undefined }, file, sending)
  } catch (error) {
    if (!(error instanceof NotSent || error instanceof ApiProblem)) throw error
    sending.onProgress(0)
  }
  return putToServer(account, document, { url: `/api/v1/uploads/${announced.id}/content`, headers }, file, sending)
}

async function putToServer(
  account: Sender,
  document: string,
  to: Pick<Announced, 'url' | 'headers'>,
  file: Blob,
  sending: Sending,
): Promise<void> {
  const send = () => putFile({ ...to, token: account.token }, file, sending)
  try {
    return await send()
  } catch (error) {
    if (error instanceof NotSent) throw new NotReached(location.origin, error)
    if (!(error instanceof ApiProblem && error.status === 401)) throw error
  }
  // The token expired since the file was announced. Any other request renews it, or fails because the session is over.
  const params = { path: { id: document } }
  await answerTo(account.api.GET('/api/v1/documents/{id}/attachments', { params, signal: sending.signal }))
  await send()
}

async function complete({ api }: Sender, { id }: Announced, signal: AbortSignal): Promise<Attachment> {
  try {
    const completed = await answerTo(api.POST('/api/v1/uploads/{id}/complete', { params: { path: { id } }, signal }))
    // It was announced as one.
    return completed as Attachment
  } catch (error) {
    const isDamaged = error instanceof ApiProblem && (error.status === 409 || error.status === 422)
    throw isDamaged ? new DamagedFile('The file arrived damaged', { cause: error }) : error
  }
}

/** As the server takes it. Browsers report no type for files that they don't know. */
function mediaTypeOf({ type }: File): string {
  const [plain = ''] = type.toLowerCase().split(';')
  return /^[a-z0-9][\w!#$&^.+-]*\/[a-z0-9][\w!#$&^.+-]*$/.test(plain) && plain.length <= 100
    ? plain
    : 'application/octet-stream'
}
