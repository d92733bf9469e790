// SPDX-License-Identifier: AGPL-3.0-or-later
import { File as NodeFile } from 'node:buffer'
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { accountAt } from '../../testing/signed-in.tsx'
import type { Account } from '../account/account.ts'
import { attachFile, DamagedFile, UnsuitableFile } from './attach-file.ts'
import { maxFileBytes } from './attachment-calls.ts'

const document = '01931f3c-8f00-7000-8000-000000000201'
const id = '01931f3c-8f00-7000-8000-000000000401'
const bucket = 'https://bucket.example.org/pages/a?X-Amz-Signature=b'
const content = `/api/v1/uploads/${id}/content`

interface Sent {
  url: string
  headers: Record<string, string>
}

let server: AccountServer
let account: Account
/** What was put where. */
let sent: Sent[]
/** The status that each address answers; 0: it isn't reached. */
let answers: Record<string, number[]>
/** Where the server wants the file. */
let address: string
let announced: unknown[]
let completion: number

/** Answers from `answers`; the progress is told once, at the end. */
class ScriptedRequest {
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {}
  onload = () => {}
  onerror = () => {}
  onabort = () => {}
  status = 0
  responseText = ''
  readonly #sent: Sent = { url: '', headers: {} }

  open(_: string, url: string): void {
    this.#sent.url = url
  }

  setRequestHeader(name: string, value: string): void {
    this.#sent.headers[name] = value
  }

  send(file: Blob): void {
    sent.push(this.#sent)
    const statuses = answers[this.#sent.url]
    if (!statuses) return
    this.status = statuses.shift() ?? 204
    queueMicrotask(() => {
      this.upload.onprogress?.({ loaded: file.size, total: file.size })
      if (this.status === 0) this.onerror()
      else this.onload()
    })
  }

  abort(): void {
    this.onabort()
  }
}

beforeEach(async () => {
  sent = []
  announced = []
  answers = { [bucket]: [], [content]: [] }
  address = content
  completion = 200
  vi.stubGlobal('XMLHttpRequest', ScriptedRequest)
  server = await AccountServer.start()
  server.answers = (method, path, body) => {
    if (path === '/api/v1/uploads/presign') {
      announced.push(JSON.parse(String(body)))
      const needs_authorization = address === content
      const headers = { 'Content-Type': 'image/png' }
      const expires_at = '2026-11-20T12:10:00+00:00'
      return { status: 201, body: { id, method: 'PUT', url: address, headers, needs_authorization, expires_at } }
    }
    if (path === `/api/v1/documents/${document}/attachments`) return { body: { items: [] } }
    if (method !== 'POST') return undefined
    return completion === 200 ? { body: attachment } : problem(completion)
  }
  account = accountAt(server)
  await account.signIn('ann@example.org', 'quite bony lantern')
})
afterEach(() => {
  vi.unstubAllGlobals()
  server.stop()
})

const bytes = Uint8Array.from([1, 2, 3])
// The simulated page's File can't be read.
const file = (name = 'sketch.png', type = 'image/png', parts = [bytes]) =>
  new NodeFile(parts, name, { type }) as unknown as File
const attachment = {
  ...{ id, document_id: document, file_name: 'sketch.png', content_type: 'image/png', size: 3 },
  ...{ sha256: createHash('sha256').update(bytes).digest('hex'), created_at: '2026-11-20T12:00:00+00:00' },
}

function attach(some = file(), signal = new AbortController().signal) {
  const progress: number[] = []
  return attachFile(account, document, some, { onProgress: (part) => progress.push(part), signal }).then(
    (attached) => ({
      attached,
      progress,
    }),
  )
}

it('a file is announced with its hash, put with the token where the server wants it, and completed', async () => {
  const { attached, progress } = await attach()
  expect(attached).toEqual(attachment)
  const { sha256 } = attachment
  const facts = { file_name: 'sketch.png', content_type: 'image/png', size: 3, sha256 }
  expect(announced).toEqual([{ scope: 'attachment', document_id: document, ...facts }])
  const headers = { 'Content-Type': 'image/png', Authorization: `Bearer ${account.token}` }
  expect(sent).toEqual([{ url: content, headers }])
  expect(progress.at(-1)).toBe(1)
})

it('what goes into a bucket carries no token', async () => {
  address = bucket
  await attach()
  expect(sent).toEqual([{ url: bucket, headers: { 'Content-Type': 'image/png' } }])
})

it.each([
  ['is not reached', 0],
  ['refuses it', 403],
])('a bucket that %s is replaced by the server, once', async (_, status) => {
  address = bucket
  answers[bucket] = [status]
  await attach()
  expect(sent.map(({ url }) => url)).toEqual([bucket, content])
  answers = { [bucket]: [status], [content]: [0] }
  await expect(attach()).rejects.toMatchObject({ name: 'NotReached' })
  expect(sent.map(({ url }) => url)).toEqual([bucket, content, bucket, content])
})

it('a token that expired meanwhile is renewed, once', async () => {
  answers[content] = [401]
  const before = account.token
  server.answers = expireAfterAnnouncing(server.answers)
  await attach()
  expect(sent.map(({ headers }) => headers.Authorization)).toEqual([`Bearer ${before}`, `Bearer ${account.token}`])
  expect(account.token).not.toBe(before)
})

function expireAfterAnnouncing(answer: AccountServer['answers']): AccountServer['answers'] {
  return (method, path, ...more) => {
    const said = answer(method, path, ...more)
    if (path.endsWith('/presign')) server.expireTokens()
    return said
  }
}

it('of what the server would not take, nothing is sent', async () => {
  const large = file()
  Object.defineProperty(large, 'size', { value: maxFileBytes + 1 })
  await expect(attach(large)).rejects.toEqual(new UnsuitableFile('too-large'))
  await expect(attach(file('empty.png', 'image/png', []))).rejects.toEqual(new UnsuitableFile('empty'))
  expect([announced, sent]).toEqual([[], []])
})

it.each([
  ['a/b\\c:d.png', 'IMAGE/PNG; charset=x', 'a b c d.png', 'image/png'],
  ['..', '', 'file', 'application/octet-stream'],
  ['x'.repeat(300), 'nonsense', 'x'.repeat(231), 'application/octet-stream'],
])('%j of type %j is announced as the server takes it', async (name, type, file_name, content_type) => {
  await attach(file(name, type))
  expect(announced).toMatchObject([{ file_name, content_type }])
})

it.each([409, 422])('what arrived otherwise than announced is damaged (%i)', async (status) => {
  completion = status
  await expect(attach()).rejects.toBeInstanceOf(DamagedFile)
})

it('it is cancelled while it is sent, and is not completed', async () => {
  delete answers[content]
  const controller = new AbortController()
  const sending = attach(file(), controller.signal)
  await expect.poll(() => sent.length).toBe(1)
  controller.abort()
  await expect(sending).rejects.toMatchObject({ name: 'AbortError' })
  expect(server.requests.some(({ path }) => path.endsWith('/complete'))).toBe(false)
})
