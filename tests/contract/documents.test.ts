// SPDX-License-Identifier: AGPL-3.0-or-later
// The text of a page is corrected, transcribed again and merged; nothing that a person wrote is lost or overwritten.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import openConflicts from '../open-conflicts.json' with { type: 'json' }
import type { Answer, Question } from './answers.ts'
import { Device, notebook, signUp, uuid } from './library.ts'
import { hashOf, of, pictureOf, push, Reading } from './reading.ts'

const text = '# Shopping\n- [ ] Buy egs\n- [ ] Call Ann'
const corrected = '# Shopping\n- [ ] Buy eggs\n- [ ] Call Ann'

let reading: Reading

beforeAll(async () => {
  reading = await Reading.start()
})

afterAll(() => reading[Symbol.asyncDispose]())

/** A person whose page was transcribed. */
class Person {
  readonly email: string
  readonly device: Device
  readonly #token: string
  #id = ''

  private constructor(email: string, token: string) {
    this.email = email
    this.#token = token
    this.device = new Device(reading.api, token, 1)
  }

  static async withText(name: string, transcribed = text): Promise<Person> {
    const email = `${name}@example.org`
    await reading.configureClaude('PUT', 'texts', { [hashOf(1)]: transcribed })
    const person = new Person(email, await signUp(reading.api, email))
    await push(person.device, [1])
    await reading.untilAllAreRead(person.device, email)
    person.#id = (await person.device.page(1)).body.id
    return person
  }

  get path(): string {
    return `/api/v1/documents/${this.#id}`
  }

  ask(operation: string, question: Question = {}, path = this.path): Promise<Answer> {
    return reading.api.ask(operation, { token: this.#token, ...question }, path)
  }

  show(headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask('GET /api/v1/documents/:id', { headers })
  }

  async etag(): Promise<string> {
    return (await this.show()).headers.get('etag') ?? ''
  }

  async put(content: string, ifMatch?: string, more: object = {}): Promise<Answer> {
    const headers = { 'if-match': ifMatch ?? (await this.etag()) }
    return this.ask('PUT /api/v1/documents/:id', { headers, json: { content, ...more } })
  }

  async versions(): Promise<{ author: string; name: string | null; content: string }[]> {
    const path = `${this.path}/versions`
    const { items } = (await this.ask('GET /api/v1/documents/:id/versions', {}, path)).body
    const contents = await Promise.all(
      items.map(({ id }: { id: string }) =>
        this.ask('GET /api/v1/documents/:id/versions/:version_id', {}, `${path}/${id}`),
      ),
    )
    return contents.map(({ body }) => body)
  }

  /** The handwriting changes, and is read as this; empty: it was erased. */
  async redraw(look: number, transcribed: string): Promise<void> {
    await reading.configureClaude('PUT', 'texts', { [hashOf(look)]: transcribed })
    const has_ink = transcribed !== ''
    const pages = [{ page_uuid: uuid(1), ink_hash: `i1:${look}`, has_ink }]
    await this.device.announceManifest({ scope: 'library', notebooks: [{ ...notebook(1, []), pages }] })
    if (!has_ink) return
    expect((await this.device.put(1, {}, '', pictureOf(look), look)).status).toBe(200)
    await reading.untilAllAreRead(this.device, this.email)
  }

  /** What was written so far is ten minutes old. */
  letTimePass(): void {
    reading.ask(
      `UPDATE pages SET document_began_at = now() - interval '10 minutes'
       WHERE document_began_at IS NOT NULL AND user_id = (SELECT id FROM users WHERE email = '${this.email}')`,
    )
  }

  async todos(): Promise<string[]> {
    return (await this.device.page(1)).body.todos.map(({ text }: { text: string }) => text)
  }
}

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex')

describe('a document', () => {
  it('is what was transcribed, until a person corrects it', async () => {
    const ann = await Person.withText('ann')
    const shown = await ann.show()
    expect(shown.body).toMatchObject({ content: text, is_corrected: false, conflicts: [], content_etag: sha256(text) })
    expect(shown.headers.get('etag')).toBe(`"${sha256(text)}"`)
    const put = await ann.put(corrected)
    expect(put.body).toMatchObject({ content: corrected, is_corrected: true })
    expect(put.headers.get('etag')).toBe(`"${sha256(corrected)}"`)
    const page = (await ann.device.page(1)).body
    expect(page).toMatchObject({ ocr_text: text, document: corrected, ocr_status: 'completed' })
    expect(page.ocr_lines.map(({ text }: { text: string }) => text)).toEqual(['Shopping', 'Buy eggs', 'Call Ann'])
    expect(await ann.todos()).toEqual(['Buy eggs', 'Call Ann'])
    expect(await ann.versions()).toMatchObject([{ author: 'transcription', content: text }])
  })

  it('keeps the identity and state of to-dos that are corrected', async () => {
    const bea = await Person.withText('bea')
    const [egs] = (await bea.device.page(1)).body.todos
    await bea.device.completeTodo(egs.id, true)
    await bea.put(corrected)
    expect((await bea.device.page(1)).body.todos[0]).toMatchObject({ id: egs.id, text: 'Buy eggs', is_completed: true })
  })

  it('is found by its words, and no more by those that were corrected', async () => {
    const cleo = await Person.withText('cleo', 'Hipopotamus')
    await cleo.put('Hippopotamus')
    const found = async (words: string) => {
      const { items } = (await cleo.device.get('GET /api/v1/workspaces', '/api/v1/workspaces')).body
      const path = `/api/v1/workspaces/${items[0].id}/documents?query=${words}`
      return (await cleo.device.get('GET /api/v1/workspaces/:workspace_id/documents', path)).body.items
    }
    expect(await found('hippopotamus')).toMatchObject([{ is_corrected: true, visible_name: 'Diary', page_number: 1 }])
    expect(await found('hipopotamus')).toEqual([])
    const { items } = (await cleo.device.get('GET /api/v1/search', '/api/v1/search?q=hippopotamus')).body
    expect(items[0].pages[0].snippets[0].source).toBe('text')
  })

  it('is listed in parts, and a part of another person’s list shows nothing of it', async () => {
    const [xenia, yara] = [await Person.withText('xenia'), await Person.withText('yara')]
    await push(xenia.device, [1, 2, 3])
    await reading.untilAllAreRead(xenia.device, xenia.email)
    const list = async (person: Person, query: string): Promise<Answer> => {
      const path = `/api/v1/workspaces/${(await person.show()).body.workspace_id}/documents?${query}`
      return person.ask('GET /api/v1/workspaces/:workspace_id/documents', {}, path)
    }
    const { items: all, next: end } = (await list(xenia, 'limit=100')).body
    expect([all.length, end]).toEqual([3, null])
    const first = (await list(xenia, 'limit=2')).body
    const second = (await list(xenia, `limit=2&cursor=${first.next}`)).body
    expect([...first.items, ...second.items]).toEqual(all)
    expect(second.next).toBe(null)
    for (const { page_number } of (await list(yara, `cursor=${first.next}`)).body.items) expect(page_number).toBe(1)
    for (const forged of ['cursor=x', `cursor=${'9'.repeat(200)}`, 'limit=0', 'limit=1e9'])
      expect((await list(yara, forged)).status, forged).toBe(400)
  })

  it('answers 304 to one who has it', async () => {
    const dora = await Person.withText('dora')
    const etag = await dora.etag()
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*'])
      expect((await dora.show({ 'if-none-match': known })).status).toBe(304)
    expect((await dora.show({ 'if-none-match': '"other"' })).status).toBe(200)
  })

  it('is written only by one who knows what is there', async () => {
    const emma = await Person.withText('emma')
    const etag = await emma.etag()
    const put = (ifMatch?: string) =>
      emma.ask('PUT /api/v1/documents/:id', {
        headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
        json: { content: 'Overwritten' },
      })
    expect((await put()).status).toBe(428)
    for (const known of ['', '"other"', `W/${etag}`, etag.replaceAll('"', ''), 'nonsense', '"'.repeat(1000)]) {
      const refused = await put(known)
      expect(refused.status, known).toBe(412)
      expect(refused.body.document).toMatchObject({ content: text })
      expect(refused.headers.get('etag')).toBe(etag)
    }
    expect((await emma.show()).body.content).toBe(text)
    expect((await put(`"other", ${etag}`)).status).toBe(200)
    expect((await put('*')).status).toBe(200)
  })

  it('is written by one of a hundred who know the same text', async () => {
    const fay = await Person.withText('fay')
    const etag = await fay.etag()
    const contents = Array.from({ length: 100 }, (_, writer) => `Written by ${writer}`)
    const answers = await Promise.all(contents.map((content) => fay.put(content, etag)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(99).fill(412)])
    const winner = contents[answers.findIndex(({ status }) => status === 200)]
    expect((await fay.show()).body.content).toBe(winner)
    expect(await fay.versions()).toMatchObject([{ content: text }])
  })

  it('takes any text as it is, up to a megabyte', async () => {
    const gina = await Person.withText('gina')
    const texts = [
      '',
      'a\r\nb\rc\n\n',
      '<script>alert(1)</script>\n[click](javascript:alert(1))',
      'x'.repeat(1_000_000),
      '>\n'.repeat(500_000),
      '| a '.repeat(250_000),
      '\u00fc\u0301\u{1f99b}',
    ]
    for (const content of texts) {
      const put = await gina.put(content)
      expect(put.status).toBe(200)
      expect(put.body.content === content).toBe(true)
    }
    for (const content of ['x'.repeat(1_000_001), 'ü'.repeat(500_001)])
      expect((await gina.put(content)).body).toMatchObject({ status: 400, field: 'content' })
    expect((await gina.put('\u0000')).status).toBe(400)
    expect((await gina.show()).body.content).toBe(texts.at(-1))
  })

  it('belongs to one person alone', async () => {
    const hanna = await Person.withText('hanna')
    const eve = await Person.withText('eve')
    const { path } = hanna
    for (const [operation, more] of [
      ['GET /api/v1/documents/:id', ''],
      ['GET /api/v1/documents/:id/versions', '/versions'],
      ['GET /api/v1/documents/:id/versions/:version_id', `/versions/${uuid(1)}`],
    ] as const)
      expect((await eve.ask(operation, {}, path + more)).status).toBe(404)
    const headers = { 'if-match': '*' }
    expect((await eve.ask('PUT /api/v1/documents/:id', { headers, json: { content: 'Eve' } }, path)).status).toBe(404)
    expect((await eve.ask('DELETE /api/v1/documents/:id', { headers }, path)).status).toBe(404)
    const named = { json: { name: 'Eve' } }
    expect((await eve.ask('POST /api/v1/documents/:id/versions', named, `${path}/versions`)).status).toBe(404)
    const workspace = (await hanna.show()).body.workspace_id
    const list = `/api/v1/workspaces/${workspace}/documents`
    expect((await eve.ask('GET /api/v1/workspaces/:workspace_id/documents', {}, list)).status).toBe(404)
    for (const none of ['/api/v1/documents/x', `/api/v1/documents/${uuid(9)}`])
      expect((await eve.ask('GET /api/v1/documents/:id', {}, none)).status).toBe(404)
    expect((await hanna.show()).body.content).toBe(text)
  })

  it('stays as it is when its page is deleted', async () => {
    const iris = await Person.withText('iris')
    await iris.put(corrected)
    await iris.device.announce([2])
    expect((await iris.show()).status).toBe(410)
    expect((await iris.put('Too late', '*')).body.detail).toContain('This page was deleted')
    await iris.device.announce([1, 2])
    expect((await iris.show()).body.content).toBe(corrected)
  })
})

describe('a transcription of a corrected page', () => {
  it('is merged: the correction and the new line are there', async () => {
    const judy = await Person.withText('judy')
    await judy.put(corrected)
    await judy.redraw(101, `${text}\n- [ ] Water plants`)
    expect((await judy.show()).body).toMatchObject({
      content: `${corrected}\n- [ ] Water plants`,
      is_corrected: true,
      conflicts: [],
    })
    expect(await judy.todos()).toEqual(['Buy eggs', 'Call Ann', 'Water plants'])
    expect(await judy.versions()).toMatchObject([
      { author: 'person', content: corrected },
      { author: 'transcription', content: text },
    ])
  })

  it('asks where both changed a line, and keeps what was read as a version', async () => {
    const kate = await Person.withText('kate')
    await kate.put(corrected)
    const read = text.replace('Buy egs', 'Buy six eqs')
    await kate.redraw(102, read)
    const conflict = { mine: '- [ ] Buy eggs', theirs: '- [ ] Buy six eqs' }
    expect((await kate.show()).body).toMatchObject({ content: corrected, conflicts: [conflict] })
    expect((await kate.versions())[0]).toMatchObject({ author: 'transcription', content: read })
    // Writing elsewhere leaves the question open.
    await kate.put(`${corrected}\nMore`)
    expect((await kate.show()).body.conflicts).toEqual([conflict])
    expect((await kate.put(`${corrected}\nMore`, undefined, { settled: [conflict] })).body.conflicts).toEqual([])
  })

  it('is asked about no more once its line is taken or the other is changed', async () => {
    const lena = await Person.withText('lena')
    await lena.put(corrected)
    await lena.redraw(103, text.replace('Buy egs', 'Buy six eqs').replace('Call Ann', 'Call Anna'))
    expect((await lena.put(corrected.replace('Buy eggs', 'Buy six eqs'))).body.conflicts).toEqual([])
  })

  it('asks for a line as long as the dashboard shows the question', async () => {
    const zoe = await Person.withText('zoe')
    await zoe.put(corrected)
    for (const { text: content, conflicts, open } of openConflicts) {
      const json = JSON.stringify(conflicts).replaceAll("'", "''")
      reading.ask(`UPDATE pages SET document_conflicts = '${json}' WHERE ${of(zoe.email)}`)
      expect((await zoe.put(content)).body.conflicts, JSON.stringify(content)).toEqual(open)
    }
  })

  it('keeps what a person wrote when the handwriting is erased', async () => {
    const mary = await Person.withText('mary')
    await mary.put(`${corrected}\n- [ ] Mine`)
    await mary.redraw(104, '')
    const { content, conflicts } = (await mary.show()).body
    expect(content).toBe('- [ ] Buy eggs\n- [ ] Mine')
    expect(conflicts).toEqual([{ mine: '- [ ] Buy eggs', theirs: null }])
    expect(await mary.todos()).toEqual(['Buy eggs', 'Mine'])
  })

  it('never brings a correction to another page that looks alike', async () => {
    const nina = await Person.withText('nina')
    await nina.put(corrected)
    await nina.device.announceManifest({
      scope: 'notebooks',
      notebooks: [notebook(7, [1], 'Copy')],
    })
    await nina.device.of(7).put(1, {}, '', pictureOf(1))
    await reading.untilAllAreRead(nina.device, nina.email)
    expect((await nina.device.of(7).page(1)).body).toMatchObject({ ocr_text: text, document: null })
    await push(nina.device, [1])
    expect((await nina.show()).body.content).toBe(corrected)
    // Neither the corrected page nor the other one was read again.
    expect(reading.usage(nina.email)).toBe('1 used, 0 reserved')
  })
})

describe('what changed since', () => {
  interface News {
    created: { id: string }[]
    updated: { id: string; visible_name: string }[]
    deleted: string[]
    next: string
    more: boolean
  }

  const since = async (person: Person, cursor?: string, limit?: number): Promise<News> => {
    const query = new URLSearchParams({ ...(cursor && { cursor }), ...(limit && { limit: `${limit}` }) })
    return (await person.ask('GET /api/v1/sync/since', {}, `/api/v1/sync/since?${query}`)).body
  }

  it('is what was created, updated and deleted, once each', async () => {
    const sue = await Person.withText('sue')
    const { id } = (await sue.show()).body
    const first = await since(sue)
    expect(first).toMatchObject({ created: [{ id }], updated: [], deleted: [], more: false })
    const nothing = { created: [], updated: [], deleted: [], next: first.next, more: false }
    expect(await since(sue, first.next)).toEqual(nothing)
    await sue.put(corrected)
    const second = await since(sue, first.next)
    expect(second).toMatchObject({ created: [], updated: [{ id, is_corrected: true }], deleted: [] })
    await sue.device.announceManifest({ scope: 'library', notebooks: [notebook(1, [1], 'Renamed')] })
    const third = await since(sue, second.next)
    expect(third.updated).toMatchObject([{ id, visible_name: 'Renamed' }])
    await sue.device.announceManifest({ scope: 'library', notebooks: [notebook(1, [2], 'Renamed')] })
    const fourth = await since(sue, third.next)
    expect(fourth).toMatchObject({ created: [], updated: [], deleted: [id] })
    await sue.device.announceManifest({ scope: 'library', notebooks: [notebook(1, [1, 2], 'Renamed')] })
    expect((await since(sue, fourth.next)).updated).toMatchObject([{ id }])
  })

  it('is read in parts, without missing or repeating any', async () => {
    const tina = await Person.withText('tina')
    const pages = [1, 2, 3, 4, 5, 6, 7]
    await push(tina.device, pages)
    await reading.untilAllAreRead(tina.device, tina.email)
    const found: string[] = []
    let cursor: string | undefined
    for (let parts = 0; parts < 10; parts++) {
      const part = await since(tina, cursor, 3)
      found.push(...part.created.map(({ id }) => id))
      cursor = part.next
      if (!part.more) break
    }
    expect(found).toHaveLength(pages.length)
    expect(new Set(found).size).toBe(pages.length)
  })

  it('begins at a time as well, rather too early', async () => {
    const una = await Person.withText('una')
    expect((await since(una, new Date().toISOString())).created).toHaveLength(1)
    reading.ask(`SET session_replication_role = replica;
      UPDATE pages SET updated_at = updated_at - interval '2 hours'
      WHERE user_id = (SELECT id FROM users WHERE email = '${una.email}')`)
    expect((await since(una, new Date().toISOString())).created).toHaveLength(0)
    expect((await since(una, '2020-01-01T00:00:00Z')).created).toHaveLength(1)
  })

  it('is refused to one who missed what was removed for good, and to a cursor that was never given', async () => {
    const vera = await Person.withText('vera')
    await push(vera.device, [1, 2])
    await reading.untilAllAreRead(vera.device, vera.email)
    const before = (await since(vera)).next
    reading.ask(`DELETE FROM pages WHERE page_uuid = '${uuid(2)}'
      AND user_id = (SELECT id FROM users WHERE email = '${vera.email}')`)
    const ask = (cursor: string) =>
      vera.ask('GET /api/v1/sync/since', {}, `/api/v1/sync/since?cursor=${encodeURIComponent(cursor)}`)
    expect((await ask(before)).status).toBe(410)
    expect((await ask('999999')).status).toBe(410)
    const anew = await since(vera, undefined, 1)
    expect(anew.created).toHaveLength(1)
    expect((await ask(anew.next)).status).toBe(200)
    for (const forged of ['-1', '1.x', `1.${uuid(1)}.x`, '1e3', `${'9'.repeat(30)}`, 'yesterday', `0.${uuid(1)}.0.0`])
      expect((await ask(forged)).status, forged).toBe(400)
    // Another person's cursor shows nothing of theirs.
    const wanda = await Person.withText('wanda')
    const { id } = (await wanda.show()).body
    for (const page of (await since(wanda, '1')).created) expect(page.id).toBe(id)
  })
})

describe('versions', () => {
  it('are one for each author and ten minutes of writing, and one for each name', async () => {
    const olga = await Person.withText('olga')
    for (const content of ['One', 'Two', 'Three']) await olga.put(content)
    expect(await olga.versions()).toMatchObject([{ content: text }])
    olga.letTimePass()
    for (const content of ['Four', 'Five']) await olga.put(content)
    const path = `${olga.path}/versions`
    const named = await olga.ask('POST /api/v1/documents/:id/versions', { json: { name: 'Before' } }, path)
    expect(named.body.items).toMatchObject([{ author: 'person', name: 'Before' }])
    await olga.put('Six')
    expect(await olga.versions()).toMatchObject([
      { author: 'person', name: 'Before', content: 'Five' },
      { author: 'person', name: null, content: 'Three' },
      { author: 'transcription', content: text },
    ])
    for (const name of ['', 'x'.repeat(201)])
      expect((await olga.ask('POST /api/v1/documents/:id/versions', { json: { name } }, path)).status).toBe(400)
    const first = (await olga.ask('GET /api/v1/documents/:id/versions', {}, `${path}?limit=2`)).body
    const rest = (await olga.ask('GET /api/v1/documents/:id/versions', {}, `${path}?cursor=${first.next}`)).body
    expect([first.items.length, rest.items.length, rest.next]).toEqual([2, 1, null])
  })

  it('keep a correction that is undone', async () => {
    const paula = await Person.withText('paula')
    await paula.put(corrected)
    const undo = (headers: Record<string, string>) => paula.ask('DELETE /api/v1/documents/:id', { headers })
    expect((await undo({})).status).toBe(428)
    expect((await undo({ 'if-match': '"other"' })).status).toBe(412)
    const undone = await undo({ 'if-match': await paula.etag() })
    expect(undone.body).toMatchObject({ content: text, is_corrected: false })
    expect(await paula.todos()).toEqual(['Buy egs', 'Call Ann'])
    expect((await paula.versions())[0]).toMatchObject({ author: 'person', content: corrected })
    expect((await paula.device.page(1)).body.document).toBe(null)
  })

  it('count in the storage of their owner', async () => {
    const rosa = await Person.withText('rosa')
    const counted = () =>
      Number(
        reading.ask(
          `SELECT row_bytes FROM library_usage WHERE user_id = (SELECT id FROM users WHERE email = '${rosa.email}')`,
        ),
      )
    const before = counted()
    await rosa.put('x'.repeat(100_000))
    rosa.letTimePass()
    await rosa.put('Short')
    expect(counted() - before).toBeGreaterThan(100_000)
  })
})
