// SPDX-License-Identifier: AGPL-3.0-or-later
// Files that people attach to documents, on a disk and in a bucket: only what was announced arrives, and is served so
// that no browser runs it.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askDatabase } from '../world/database.ts'
import { type Program, serve, settingsOfBucket, startBucket } from '../world/programs.ts'
import { type Answer, Api, type Question } from './answers.ts'
import { png, signUp, uuid } from './library.ts'

type Served = Awaited<ReturnType<typeof serve>>
type Bytes = Uint8Array<ArrayBuffer>

const folder = mkdtempSync(join(tmpdir(), 'rmirror-attachments-'))
const dashboard = 'https://notes.example.org'
let bucket: Program
let onDisk: Served
let inBucket: Served

beforeAll(async () => {
  bucket = await startBucket(join(folder, 'bucket'), '0', 'deploy/bucket-cors.xml')
  ;[onDisk, inBucket] = await Promise.all([serve(), serve(settingsOfBucket(bucket.said))])
})

afterAll(async () => {
  await Promise.all([onDisk, inBucket].map((each) => each[Symbol.asyncDispose]()))
  await bucket[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const presign = 'POST /api/v1/uploads/presign'

interface Announced {
  id: string
  url: string
  headers: Record<string, string>
  needs_authorization: boolean
}

/** A person with a note. */
class Person {
  readonly served: Served
  readonly #token: string
  readonly note: string

  private constructor(served: Served, token: string, note: string) {
    this.served = served
    this.#token = token
    this.note = note
  }

  static async signUp(served: Served, name: string): Promise<Person> {
    const api = new Api(served.server)
    const token = await signUp(api, `${name}@example.org`)
    const { items } = (await api.ask('GET /api/v1/workspaces', { token })).body
    const path = `/api/v1/workspaces/${items[0].id}/documents`
    const json = { content: 'With a picture' }
    const note = await api.ask('POST /api/v1/workspaces/:workspace_id/documents', { token, json }, path)
    return new Person(served, token, note.body.id)
  }

  ask(operation: string, path?: string, question: Question = {}): Promise<Answer> {
    return new Api(this.served.server).ask(operation, { token: this.#token, ...question }, path)
  }

  announce(bytes: Uint8Array, more: object = {}): Promise<Answer> {
    const facts = { file_name: 'sketch.png', content_type: 'image/png', size: bytes.length, sha256: sha256(bytes) }
    return this.ask(presign, undefined, { json: { scope: 'attachment', document_id: this.note, ...facts, ...more } })
  }

  /** As a client does that knows nothing but what the answer says. */
  async put({ url, headers, needs_authorization }: Announced, bytes: Bytes, more: object = {}): Promise<number> {
    const authorization = needs_authorization ? { authorization: `Bearer ${this.#token}` } : {}
    const address = new URL(url, this.served.server)
    const answer = await fetch(address, {
      method: 'PUT',
      headers: { ...headers, ...authorization, ...more },
      body: bytes,
    })
    await answer.arrayBuffer()
    return answer.status
  }

  complete(id: string, query = ''): Promise<Answer> {
    return this.ask('POST /api/v1/uploads/:id/complete', `/api/v1/uploads/${id}/complete${query}`)
  }

  async attach(bytes: Bytes, more: object = {}): Promise<Answer> {
    const announced = await this.announce(bytes, more)
    expect(announced.status, JSON.stringify(announced.body)).toBe(201)
    expect(await this.put(announced.body, bytes)).toBeLessThan(300)
    return this.complete(announced.body.id)
  }

  show(id: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask('GET /api/v1/attachments/:id', `/api/v1/attachments/${id}`, { headers })
  }

  async list(): Promise<{ id: string; file_name: string }[]> {
    const path = `/api/v1/documents/${this.note}/attachments`
    return (await this.ask('GET /api/v1/documents/:id/attachments', path)).body.items
  }

  /** Of files, and of rows. */
  stored(): number {
    const note = `SELECT user_id FROM pages WHERE id = '${this.note}'`
    return Number(this.sql(`SELECT stored_bytes + row_bytes FROM library_usage WHERE user_id = (${note})`))
  }

  sql(text: string): string {
    return askDatabase(this.served.database, text)
  }
}

describe.each([
  ['on a disk', () => onDisk],
  ['in a bucket', () => inBucket],
])('a file %s', (where, served) => {
  const signUpAs = (name: string) => Person.signUp(served(), name)

  it('is announced, put and completed, and then is an attachment', async () => {
    const ann = await signUpAs('ann')
    const bytes = png(7)
    const attached = await ann.attach(bytes)
    expect(attached.body).toMatchObject({
      ...{ document_id: ann.note, file_name: 'sketch.png', content_type: 'image/png' },
      ...{ size: bytes.length, sha256: sha256(bytes) },
    })
    const { id } = attached.body
    expect(await ann.list()).toMatchObject([{ id }])
    const shown = await ann.show(id)
    expect(Buffer.from(shown.bytes).equals(bytes)).toBe(true)
    expect(shown.headers.get('content-type')).toBe('image/png')
    expect(shown.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''sketch.png")
    expect((await ann.show(id, { 'if-none-match': shown.headers.get('etag') ?? '' })).status).toBe(304)
    // Completed once more, it is the same one.
    expect((await ann.complete(id)).body).toEqual(attached.body)
    expect((await ann.ask('DELETE /api/v1/attachments/:id', `/api/v1/attachments/${id}`)).status).toBe(204)
    expect((await ann.show(id)).status).toBe(404)
    expect(await ann.list()).toEqual([])
  })

  it('isn’t taken if it has another type, size or content than was announced', async () => {
    const bea = await signUpAs('bea')
    const bytes = png(8)
    const { body: announced } = await bea.announce(bytes)
    if (where === 'on a disk') {
      expect(await bea.put(announced, bytes, { 'content-type': 'text/html' })).toBe(403)
      expect(await bea.put(announced, png(8, 16))).toBe(403)
      expect(await bea.put(announced, png(9))).toBe(400)
      expect((await bea.complete(announced.id)).status).toBe(409)
      // As ten minutes later.
      bea.sql(`UPDATE uploads SET expires_at = now() - interval '1 second' WHERE id = '${announced.id}'`)
      expect(await bea.put(announced, bytes)).toBe(403)
    } else {
      // This bucket checks no signatures. A real one refuses these, because they are signed: see below.
      expect(await bea.put(announced, png(9))).toBe(200)
      expect((await bea.complete(announced.id)).status).toBe(422)
      expect((await bea.complete(announced.id)).status).toBe(404)
    }
    expect(await bea.list()).toEqual([])
  })

  it('is served as it was checked, whatever is put to its address later', async () => {
    const cleo = await signUpAs('cleo')
    const bytes = png(10)
    const { body: announced } = await cleo.announce(bytes)
    await cleo.put(announced, bytes)
    const { id } = (await cleo.complete(announced.id)).body
    await cleo.put(announced, png(11))
    expect(Buffer.from((await cleo.show(id)).bytes).equals(bytes)).toBe(true)
  })

  it('is attached once, if so asked, however many bring it at a time', async () => {
    const nia = await signUpAs('nia')
    const bytes = png(13)
    const arrived = async (more: object = {}) => {
      const { body: announced } = await nia.announce(bytes, more)
      await nia.put(announced, bytes)
      return `${announced.id}`
    }
    const completed = async (id: string, nth: number) => (await nia.complete(id, `?nth=${nth}`)).body.id
    const uploads = await Promise.all([1, 2, 3, 4].map(() => arrived()))
    const [first, ...others] = await Promise.all(uploads.map((id) => completed(id, 1)))
    expect(others).toEqual([first, first, first])
    expect(await nia.list()).toMatchObject([{ id: first }])
    const second = await completed(await arrived(), 2)
    expect([await completed(await arrived(), 1), await completed(await arrived(), 2)]).toEqual([first, second])
    const named = await completed(await arrived({ file_name: 'plan.png' }), 1)
    expect(await nia.list()).toMatchObject([{ id: first }, { id: second }, { id: named }])
    expect((await nia.complete(named, '?nth=0')).body.field).toBe('nth')
  })

  it('belongs to one person, and to a document that exists', async () => {
    const dora = await signUpAs('dora')
    const eve = await signUpAs('eve')
    const bytes = png(12)
    const { body: announced } = await dora.announce(bytes)
    expect((await eve.complete(announced.id)).status).toBe(404)
    const content = `/api/v1/uploads/${announced.id}/content`
    const question = { bytes, headers: { 'content-type': 'image/png' } }
    expect((await eve.ask('PUT /api/v1/uploads/:id/content', content, question)).status).toBe(404)
    await dora.put(announced, bytes)
    const { id } = (await dora.complete(announced.id)).body
    expect((await eve.show(id)).status).toBe(404)
    expect((await eve.ask('DELETE /api/v1/attachments/:id', `/api/v1/attachments/${id}`)).status).toBe(404)
    const list = `/api/v1/documents/${dora.note}/attachments`
    expect((await eve.ask('GET /api/v1/documents/:id/attachments', list)).status).toBe(404)
    for (const document_id of [dora.note, uuid(9)])
      expect((await eve.announce(bytes, { document_id })).status).toBe(404)
    for (const none of ['x', uuid(9)]) {
      expect((await eve.complete(none)).status).toBe(404)
      expect((await eve.show(none)).status).toBe(404)
    }
  })

  it('counts once in the storage, and no more when it is removed', async () => {
    const fay = await signUpAs('fay')
    const bytes = Uint8Array.from(randomBytes(100_000))
    const before = fay.stored()
    const [first, second] = [await fay.attach(bytes), await fay.attach(bytes, { file_name: 'again.png' })]
    const rows = fay.stored() - before - bytes.length
    expect(rows).toBeGreaterThan(0)
    expect(rows).toBeLessThan(5000)
    for (const { body } of [first, second])
      await fay.ask('DELETE /api/v1/attachments/:id', `/api/v1/attachments/${body.id}`)
    expect(fay.stored()).toBe(before)
    const pending = fay.sql(`SELECT DISTINCT state FROM pending_blobs WHERE size_bytes = ${bytes.length}`)
    expect(pending).toBe('leaving')
  })

  it('of 25 MB is the largest', async () => {
    const gina = await signUpAs('gina')
    const bytes = Uint8Array.from(randomBytes(25_000_000))
    const attached = await gina.attach(bytes, { file_name: 'long.bin', content_type: 'application/x-long' })
    expect(attached.body).toMatchObject({ size: 25_000_000 })
    const shown = await gina.show(attached.body.id)
    expect(sha256(shown.bytes)).toBe(sha256(bytes))
    expect((await gina.announce(bytes, { size: 25_000_001 })).body).toMatchObject({ status: 400, field: 'size' })
  })
})

describe('an announcement', () => {
  it('is refused without a plain name, type, size or hash', async () => {
    const iris = await Person.signUp(onDisk, 'iris')
    const bytes = png(13)
    for (const [field, value] of [
      ...['../../etc/passwd', 'a/b.png', 'a\\b.png', '.', '..', '', 'a\nb.png', 'x'.repeat(256)].map((name) => [
        'file_name',
        name,
      ]),
      ...['png', 'image/', '/png', 'image/png; charset=x', 'image/p ng', 'Image/PNG', 'image/png\r\nX: y'].map(
        (type) => ['content_type', type],
      ),
      ...[0, -1, 1.5, 25_000_001].map((size) => ['size', size]),
      ...['', 'x'.repeat(64), sha256(bytes).toUpperCase(), `${sha256(bytes)}0`].map((hash) => ['sha256', hash]),
      ['scope', 'page'],
    ] as [string, string | number][]) {
      const refused = await iris.announce(bytes, { [field]: value })
      expect([field, value, refused.status, refused.body.field]).toEqual([field, value, 400, field])
    }
  })

  it('is refused beyond the storage', async () => {
    await using served = await serve({ RMIRROR_STORAGE_MB: '1' })
    const judy = await Person.signUp(served, 'judy')
    const bytes = Uint8Array.from(randomBytes(600_000))
    expect((await judy.attach(bytes)).status).toBe(200)
    expect((await judy.announce(Uint8Array.from(randomBytes(600_000)))).status).toBe(413)
  })

  it('has an address in a bucket that is signed for one object, type and size', async () => {
    const kate = await Person.signUp(inBucket, 'kate')
    const bytes = png(14)
    const { body: announced } = await kate.announce(bytes)
    const url = new URL(announced.url)
    const note = await kate.ask('GET /api/v1/documents/:id', `/api/v1/documents/${kate.note}`)
    const hash = sha256(bytes)
    expect(url.pathname.startsWith(`/pages/${note.body.workspace_id}/${hash.slice(0, 2)}/${hash}.`)).toBe(true)
    expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host')
    expect(url.searchParams.get('X-Amz-Expires')).toBe('600')
    const signed = { 'content-length': String(bytes.length), 'content-type': 'image/png', host: url.host }
    expect(url.searchParams.get('X-Amz-Signature')).toBe(signatureOf(url, signed))
  })

  it('isn’t sent to a bucket by web pages of others', async () => {
    const lena = await Person.signUp(inBucket, 'lena')
    const { body: announced } = await lena.announce(png(15))
    const asks = async (origin: string) => {
      const headers = {
        ...{ origin, 'access-control-request-method': 'PUT' },
        'access-control-request-headers': 'content-type',
      }
      const answer = await fetch(announced.url, { method: 'OPTIONS', headers })
      await answer.arrayBuffer()
      return answer.status
    }
    expect(await asks(dashboard)).toBe(200)
    expect(await asks('https://evil.example.org')).toBe(403)
  })
})

it('no attachment is shown as a page or a drawing of this server', async () => {
  const mary = await Person.signUp(onDisk, 'mary')
  const script = new TextEncoder().encode('<script>alert(1)</script>') as Bytes
  for (const content_type of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/xml', 'application/pdf']) {
    const { body } = await mary.attach(script, { content_type, file_name: 'a "quoted"; näme.html' })
    const { headers } = await mary.show(body.id)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''a%20%22quoted%22%3B%20n%C3%A4me.html")
  }
})

/** AWS Signature Version 4 in the query, as https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 * describes it. */
function signatureOf(url: URL, headers: Record<string, string>): string {
  const parameters = [...url.searchParams].filter(([name]) => name !== 'X-Amz-Signature')
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  const query = parameters.map(([name, value]) => `${encode(name)}=${encode(value)}`).toSorted()
  const names = Object.keys(headers).toSorted()
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('')
  const request = ['PUT', url.pathname, query.join('&'), lines, names.join(';'), 'UNSIGNED-PAYLOAD'].join('\n')
  const time = url.searchParams.get('X-Amz-Date') ?? ''
  const scope = (url.searchParams.get('X-Amz-Credential') ?? '').split('/').slice(1)
  const hashed = createHash('sha256').update(request).digest('hex')
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), hashed].join('\n')
  const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()
  const key = scope.reduce<string | Buffer>((last, part) => hmac(last, part), 'AWS4S3RVER')
  return hmac(key, text).toString('hex')
}

it('the rules for a bucket name one dashboard', () => {
  expect(readFileSync('deploy/bucket-cors.xml', 'utf8')).toContain(`<AllowedOrigin>${dashboard}</AllowedOrigin>`)
})
