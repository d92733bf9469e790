// SPDX-License-Identifier: AGPL-3.0-or-later
// Files on their way into Notion's emulator: check 41.
import { describe, expect, it } from 'vitest'
import { png } from './images.ts'
import {
  type Answer,
  ask,
  control,
  failedChecks,
  headers,
  type Json,
  notionForTests,
  otherToken,
  somePage,
  without,
} from './notion-client.ts'

const notion = await notionForTests()
const failed = () => failedChecks(notion)
const mebibyte = 1024 * 1024
const free = { ...headers, authorization: `Bearer ${otherToken}` }

const create = async (body: Json = { filename: 'page.png' }, more = headers): Promise<Json> =>
  (await ask(notion, '/v1/file_uploads', { method: 'POST', body, with: more })).body
const uploadOf = async (id: string): Promise<Json> => (await ask(notion, `/v1/file_uploads/${id}`)).body
const fileOf = (size: number, type = 'image/png') => new File([new Uint8Array(size)], 'page.png', { type })

function send(id: string, file: File | undefined, more: Record<string, string> = {}, as = headers): Promise<Answer> {
  const form = new FormData()
  for (const [name, value] of Object.entries(more)) form.set(name, value)
  if (file) form.set('file', file)
  const { 'content-type': _, ...own } = as
  return ask(notion, `/v1/file_uploads/${id}/send`, { method: 'POST', body: form, with: own })
}

const complete = (id: string) => ask(notion, `/v1/file_uploads/${id}/complete`, { method: 'POST', body: {} })
const attach = async (id: string, as = headers): Promise<Json> => {
  const body = { image: { type: 'file_upload', file_upload: { id } } }
  return (await ask(notion, `/v1/blocks/${somePage}`, { method: 'PATCH', body, with: as })).body.url
}
const advance = (minutes: number) => control(notion, 'POST', 'clock', { advance_ms: minutes * 60_000 })

describe('a file in one part', () => {
  it('is begun, sent, attached and read back', async () => {
    const begun = await create()
    expect(begun).toMatchObject({
      ...{ object: 'file_upload', status: 'pending', filename: 'page.png', content_type: 'image/png' },
      ...{ content_length: null, in_trash: false, upload_url: `${notion.address}/v1/file_uploads/${begun.id}/send` },
    })
    const life = Date.parse(begun.expiry_time) - Date.parse(begun.created_time)
    expect([life, Date.parse(begun.created_time) % 60_000]).toEqual([3_600_000, 0])
    const file = new File([new Uint8Array(png(7))], 'page.png', { type: 'image/png' })
    const sent = (await send(begun.id, file)).body
    expect(sent).toMatchObject({ status: 'uploaded', content_length: png(7).length })
    expect(sent.upload_url).toBeUndefined()
    const url = await attach(begun.id)
    const answer = await fetch(url)
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(png(7)))
    expect((await uploadOf(begun.id)).expiry_time).toBeNull()
    expect(failed()).toEqual([])
  })

  it('may be attached more than once, long after', async () => {
    const { id } = await create()
    await send(id, fileOf(10))
    expect(await attach(id)).toBeDefined()
    await advance(120)
    expect(await attach(id.replaceAll('-', ''))).toBeDefined()
  })

  it('takes its name and its type from what is sent, where nothing was said before', async () => {
    const { id, filename } = await create({})
    expect(filename).toBeNull()
    expect((await send(id, fileOf(10))).body).toMatchObject({ filename: 'page.png', content_type: 'image/png' })
  })

  it('names itself archived in older versions alone', async () => {
    expect((await create({}, { ...headers, 'notion-version': '2025-09-03' })).archived).toBe(false)
    expect((await create({})).archived).toBeUndefined()
  })

  it('may have 20 MB, and 5 in a free workspace', async () => {
    expect((await send((await create()).id, fileOf(20 * mebibyte))).status).toBe(200)
    expect((await send((await create({}, free)).id, fileOf(5 * mebibyte), {}, free)).status).toBe(200)
    expect(failed()).toEqual([])
  })

  it('is listed with the others of its bot', async () => {
    for (const name of ['a.png', 'b.png', 'c.png']) await create({ filename: name })
    await create({}, free)
    await send((await create()).id, fileOf(10))
    const list = async (query: string) => (await ask(notion, `/v1/file_uploads?${query}`)).body
    const first = await list('page_size=2&status=pending')
    expect([first.results.map(({ filename }: Json) => filename), first.has_more]).toEqual([['a.png', 'b.png'], true])
    const second = await list(`page_size=2&status=pending&start_cursor=${first.next_cursor}`)
    expect([second.results.length, second.next_cursor, second.has_more]).toEqual([1, null, false])
    expect((await list('status=uploaded')).results).toHaveLength(1)
  })
})

describe('a file in several parts', () => {
  const begin = (parts = 2) => create({ mode: 'multi_part', filename: 'page.png', number_of_parts: parts })

  it('is whole when all have come, in any order, and it is completed', async () => {
    const begun = await begin()
    expect(begun).toMatchObject({ number_of_parts: { total: 2, sent: 0 }, complete_url: expect.any(String) })
    await send(begun.id, fileOf(10), { part_number: '2' })
    const second = await send(begun.id, fileOf(5 * mebibyte), { part_number: '1' })
    expect(second.body).toMatchObject({ status: 'pending', number_of_parts: { total: 2, sent: 2 } })
    const { body } = await complete(begun.id)
    expect(body).toMatchObject({ status: 'uploaded', content_length: 5 * mebibyte + 10 })
    expect(failed()).toEqual([])
  })

  it('fails check 41 when a careless client completes it too early, or sends small parts or wrong ones', async () => {
    const { id } = await begin()
    const statuses = [
      await complete(id),
      await send(id, fileOf(10), { part_number: '1' }),
      await send(id, fileOf(10), { part_number: '3' }),
      await send(id, fileOf(10)),
      await complete((await create()).id),
    ].map(({ status, body }) => [status, body.code])
    expect(statuses).toEqual(Array(5).fill([400, 'validation_error']))
    expect(failed()).toEqual(Array(5).fill('41'))
  })
})

describe('a file from elsewhere', () => {
  const from = (external_url: string) => create({ mode: 'external_url', filename: 'page.png', external_url })

  it('is there at once, and fails where there is none', async () => {
    const { id, status, file_import_result } = await from('https://example.org/page.png')
    expect([status, file_import_result.type, await attach(id)]).toEqual(['uploaded', 'success', expect.any(String)])
    const failure = await from('https://example.invalid/page.png')
    expect([failure.status, failure.file_import_result.type]).toEqual(['failed', 'error'])
    expect(await attach(failure.id)).toBeUndefined()
    expect(failed()).toEqual([])
  })
})

describe('a careless client fails check 41', () => {
  const begun: [string, Json][] = [
    ['a mode that there is not', { mode: 'stream' }],
    ['a name with an ending that is not taken', { filename: 'page.rm' }],
    ['a name with no ending', { filename: 'page' }],
    ['a name of 901 bytes', { filename: `${'ä'.repeat(449)}.png` }],
    ['a type that is not taken', { content_type: 'application/x-remarkable' }],
    ['a type that is not the name’s', { filename: 'page.png', content_type: 'image/jpeg' }],
    ['1001 parts', { mode: 'multi_part', filename: 'page.png', number_of_parts: 1001 }],
    ['parts of what has one', { filename: 'page.png', number_of_parts: 1 }],
    [
      'an address without TLS',
      { mode: 'external_url', filename: 'page.png', external_url: 'http://example.org/a.png' },
    ],
    ['an address of what is sent', { filename: 'page.png', external_url: 'https://example.org/a.png' }],
  ]
  it.each(begun)('that begins with %s', async (_name, body) => {
    expect(await create(body)).toMatchObject({ status: 400, code: 'validation_error' })
    expect(failed()).toEqual(['41'])
  })

  const sent: [string, (id: string) => Promise<Answer>][] = [
    ['another type than it said', (id) => send(id, fileOf(10, 'image/jpeg'))],
    ['no file', (id) => send(id, undefined)],
    ['an empty file', (id) => send(id, fileOf(0))],
    ['20 MB and a byte', (id) => send(id, fileOf(20 * mebibyte + 1))],
    ['far more than that', (id) => send(id, fileOf(22 * mebibyte))],
    ['the number of a part', (id) => send(id, fileOf(10), { part_number: '1' })],
    ['a field of its own', (id) => send(id, fileOf(10), { name: 'page.png' })],
    [
      'the file as JSON',
      (id) => ask(notion, `/v1/file_uploads/${id}/send`, { method: 'POST', body: { file: 'AAAA' } }),
    ],
    [
      'a form whose boundary a proxy has rewritten',
      (id) => {
        const with_ = { ...headers, 'content-type': 'multipart/form-data; boundary=another' }
        const body = '--one\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\na\r\n--one--\r\n'
        return ask(notion, `/v1/file_uploads/${id}/send`, { method: 'POST', body, with: with_ })
      },
    ],
  ]
  it.each(sent)('that sends %s', async (_name, sending) => {
    const { id } = await create()
    expect((await sending(id)).body).toMatchObject({ status: 400, code: 'validation_error' })
    expect([failed(), (await uploadOf(id)).status]).toEqual([['41'], 'pending'])
  })

  it('that sends more than a free workspace takes', async () => {
    const { id } = await create({}, free)
    expect((await send(id, fileOf(5 * mebibyte + 1), {}, free)).status).toBe(400)
    expect(failed()).toEqual(['41'])
  })

  it('that sends twice', async () => {
    const { id } = await create()
    await send(id, fileOf(10))
    expect((await send(id, fileOf(10))).status).toBe(400)
    expect(failed()).toEqual(['41'])
  })

  it('that comes after its hour', async () => {
    const { id } = await create()
    const whole = await create()
    await send(whole.id, fileOf(10))
    await advance(61)
    expect((await uploadOf(id)).status).toBe('expired')
    expect((await send(id, fileOf(10))).status).toBe(400)
    expect(await attach(whole.id)).toBeUndefined()
    expect(failed()).toEqual(['41'])
  })

  it('that keeps the address of a file for longer than an hour, or shows it a token', async () => {
    const { id } = await create()
    await send(id, fileOf(10))
    const url = await attach(id)
    expect((await ask(notion, url, { with: without('content-type') })).status).toBe(400)
    expect(
      (
        await ask(
          notion,
          url.replace(/.$/, (last: string) => (last === '0' ? '1' : '0')),
          { with: {} },
        )
      ).status,
    ).toBe(403)
    await advance(61)
    expect((await ask(notion, url, { with: {} })).body).toContain('Request has expired')
    expect(failed()).toEqual(['41', '41'])
    expect((await ask(notion, await attach(id), { with: {} })).status).toBe(200)
  })
})

describe('an upload', () => {
  it('belongs to its bot: to others it is not there', async () => {
    const { id } = await create()
    await send(id, fileOf(10))
    const { body } = await ask(notion, `/v1/file_uploads/${id}`, { with: free })
    expect(body).toMatchObject({ status: 404, code: 'object_not_found' })
    expect(await attach(id, free)).toBeUndefined()
  })

  it('that is not whole cannot be attached', async () => {
    expect(await attach((await create()).id)).toBeUndefined()
  })

  it('is not asked for by what is no id, nor with fields that there are not', async () => {
    expect((await ask(notion, '/v1/file_uploads/a')).body.message).toBe(
      'path failed validation: path.file_upload_id should be a valid uuid, instead was `"a"`.',
    )
    expect((await create({ name: 'page.png' })).code).toBe('validation_error')
    expect((await create({ mode: 'multi_part', number_of_parts: 2 })).message).toContain(
      'body.filename should be defined',
    )
    expect((await create([])).message).toContain('body should be an object')
    expect(failed()).toEqual(['0', '5', '0', '0'])
  })
})
