// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { startReadwise } from '../../e2e/emulators/readwise.mjs'
import { ask, asNewForEach } from './target-client.ts'

const readwise = asNewForEach(await startReadwise({ tokens: ['known'] }))
type Json = Record<string, unknown>

const call = (method: string, path: string, body?: unknown, authorization = 'Token known') =>
  ask(`${readwise.address}/api/v2/${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
const highlight = (number: number, more: Json = {}) => ({
  text: `Passage ${number}`,
  title: 'Diary',
  author: 'Kim',
  source_type: 'rmirror',
  highlight_url: `https://notes.example.org/highlights/${number}`,
  ...more,
})
const send = (...highlights: Json[]) => call('POST', 'highlights/', { highlights })
const details = () => readwise.service.violations.map(({ detail }) => detail)
// biome-ignore lint/suspicious/noExplicitAny: as the emulator shows it.
const books = (): any[] => (readwise.service.state() as Json).known as any[]
const texts = () => books().flatMap((book) => book.highlights.map(({ text }: { text: string }) => text))

describe('who may call', () => {
  it('tells a token that is known', async () => {
    expect((await call('GET', 'auth/')).status).toBe(204)
    expect((await call('GET', 'auth/', undefined, 'Token other')).status).toBe(401)
    expect(details()).toEqual([])
  })

  it.each(['Bearer known', 'known', 'token known', ''])('refuses and counts "%s"', async (authorization) => {
    expect((await call('GET', 'auth/', undefined, authorization)).status).toBe(401)
    expect(details()).toEqual(['Authentication credentials were not provided.'])
  })

  it('allows 240 calls a minute, of them 20 of lists, and says when to come back', async () => {
    for (let calls = 0; calls < 20; calls++) expect((await call('GET', 'highlights/')).status).toBe(200)
    const late = await call('GET', 'books/')
    expect(late.status).toBe(429)
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(50)
    for (let calls = 21; calls < 240; calls++) expect((await call('GET', 'auth/')).status).toBe(204)
    expect((await call('GET', 'auth/')).status).toBe(429)
  })
})

describe('what a call must look like', () => {
  it('sends who forgets the slash away, and the body is lost', async () => {
    const lost = await call('POST', 'highlights', { highlights: [highlight(1)] })
    expect(lost.status).toBe(301)
    expect(lost.headers.get('location')).toBe('/api/v2/highlights/')
    expect((await call('GET', 'nowhere/')).status).toBe(404)
    expect((await call('PUT', 'highlights/', {})).status).toBe(405)
    expect(details()).toHaveLength(3)
  })

  it.each<[string, Json]>([
    ['text', { text: 'x'.repeat(8192) }],
    ['text', { text: ' ' }],
    ['text', { text: undefined }],
    ['text', { text: null }],
    ['title', { title: 'x'.repeat(512) }],
    ['author', { author: 'x'.repeat(1025) }],
    ['note', { note: 'x'.repeat(8192) }],
    ['source_url', { source_url: 'notes.example.org' }],
    ['highlight_url', { highlight_url: `https://example.org/${'x'.repeat(4095)}` }],
    ['source_type', { source_type: 'r mirror' }],
    ['source_type', { source_type: 'rm' }],
    ['category', { category: 'notes' }],
    ['location', { location: '3' }],
    ['location_type', { location: 3, location_type: 'line' }],
    ['highlighted_at', { highlighted_at: '2026-11-22 10:00' }],
  ])('refuses a whole call for one %s', async (field, more) => {
    const answer = await send(highlight(1), highlight(2, more))
    expect(answer.status).toBe(400)
    expect(Object.keys(answer.body[1])).toEqual([field])
    expect(details()).toHaveLength(1)
    expect(books()).toEqual([])
  })

  it('counts in characters', async () => {
    expect((await send(highlight(1, { text: '🖋'.repeat(8191) }))).status).toBe(200)
  })

  it('counts unknown members, and accepts the rest', async () => {
    expect((await send(highlight(1, { colour: 'yellow' }))).status).toBe(200)
    expect(details()).toEqual(['A highlight has no colour'])
    expect((await call('POST', 'highlights/', { highlights: [] })).status).toBe(400)
    expect((await call('GET', 'highlights/?url=x')).status).toBe(200)
    expect(details().slice(2)).toEqual(['The list knows no url'])
  })
})

describe('what it keeps', () => {
  it('answers with books and with ids, which say nothing of their order', async () => {
    const [book, other] = (await send(highlight(1), highlight(2), highlight(3, { title: 'Letters' }))).body
    expect([book.title, book.author, book.source, book.num_highlights]).toEqual(['Diary', 'Kim', 'rmirror', 2])
    expect(book.modified_highlights[0]).toBeGreaterThan(book.modified_highlights[1])
    expect([other.title, other.modified_highlights.length]).toEqual(['Letters', 1])
    expect((await send({ text: 'Without a title' })).body[0].title).toBe('Quotes')
  })

  it('keeps the same text in a book once', async () => {
    await send(highlight(1))
    const [book] = (await send(highlight(2, { text: 'Passage 1' }))).body
    expect(book.modified_highlights).toEqual([])
    expect(texts()).toEqual(['Passage 1'])
  })

  it('replaces the text of a highlight_url that it knows', async () => {
    const [before] = (await send(highlight(1))).body
    const [after] = (await send(highlight(1, { text: 'Corrected' }))).body
    expect(after.modified_highlights).toEqual(before.modified_highlights)
    expect((await send(highlight(1, { text: 'Corrected' }))).body[0].modified_highlights).toEqual([])
    expect(texts()).toEqual(['Corrected'])
  })

  it('never renames a book', async () => {
    await send(highlight(1))
    await send(highlight(1, { title: 'Journal', text: 'Corrected' }))
    expect(books().map(({ title }) => title)).toEqual(['Diary'])
    expect(details()).toEqual(['https://notes.example.org/highlights/1 is sent under another title'])
    await send(highlight(2, { title: 'Journal' }))
    expect(books().map(({ title }) => title)).toEqual(['Diary', 'Journal'])
  })

  it('changes and removes by id', async () => {
    const [id] = (await send(highlight(1))).body[0].modified_highlights
    expect((await call('PATCH', `highlights/${id}/`, { note: 'Really?' })).body.note).toBe('Really?')
    expect((await call('DELETE', `highlights/${id}/`)).status).toBe(204)
    expect((await call('DELETE', `highlights/${id}/`)).status).toBe(404)
    expect(details()).toEqual([])
    expect(books()).toEqual([])
  })

  it('lists page by page with the highlight_url', async () => {
    await send(...[1, 2, 3].map((number) => highlight(number)))
    const book = books()[0].id
    const first = (await call('GET', `highlights/?book_id=${book}&page_size=2`)).body
    expect([first.count, first.previous, first.results.length]).toEqual([3, null, 2])
    expect(first.next).toContain('page=2')
    const second = (await call('GET', `highlights/?book_id=${book}&page_size=2&page=2`)).body
    expect(second.next).toBeNull()
    expect(second.results[0].url).toBe('https://notes.example.org/highlights/1')
    expect((await call('GET', 'highlights/?page_size=1001')).status).toBe(400)
    expect((await call('GET', 'highlights/?page=2')).status).toBe(404)
  })
})
