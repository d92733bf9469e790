// SPDX-License-Identifier: AGPL-3.0-or-later
// Notes are pages that people write here. They are in everything that shows pages, and no device can change them.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve } from '../world/programs.ts'
import { type Answer, Api, type Question } from './answers.ts'
import { Device, notebook, png, signUp, uuid } from './library.ts'

type Served = Awaited<ReturnType<typeof serve>>

let served: Served
let api: Api

beforeAll(async () => {
  served = await serve({ RMIRROR_PRIVATE_URLS: 'on' }, 'all')
  api = new Api(served.server)
})

afterAll(() => served[Symbol.asyncDispose]())

const create = 'POST /api/v1/workspaces/:workspace_id/documents'
const folder = (number: number, more: object = {}) => ({
  ...{ notebook_uuid: uuid(number), document_type: 'folder', visible_name: `Folder ${number}`, pages: [] },
  ...more,
})

class Writer {
  readonly device: Device
  readonly #token: string
  readonly #list: string

  private constructor(token: string, workspace: string) {
    this.device = new Device(api, token, 1)
    this.#token = token
    this.#list = `/api/v1/workspaces/${workspace}/documents`
  }

  static async signUp(name: string): Promise<Writer> {
    const token = await signUp(api, `${name}@example.org`)
    const { items } = (await api.ask('GET /api/v1/workspaces', { token })).body
    return new Writer(token, items[0].id)
  }

  ask(operation: string, path: string, question: Question = {}): Promise<Answer> {
    return api.ask(operation, { token: this.#token, ...question }, path)
  }

  note(content: string, more: object = {}, path = this.#list): Promise<Answer> {
    return this.ask(create, path, { json: { content, ...more } })
  }

  put(id: string, content: string): Promise<Answer> {
    const question = { headers: { 'if-match': '*' }, json: { content } }
    return this.ask('PUT /api/v1/documents/:id', `/api/v1/documents/${id}`, question)
  }

  remove(id: string, ifMatch?: string): Promise<Answer> {
    const headers: Record<string, string> = ifMatch === undefined ? {} : { 'if-match': ifMatch }
    return this.ask('DELETE /api/v1/documents/:id', `/api/v1/documents/${id}`, { headers })
  }

  show(id: string): Promise<Answer> {
    return this.ask('GET /api/v1/documents/:id', `/api/v1/documents/${id}`)
  }

  /** As the tree has it. */
  async named(id: string) {
    const { items } = (await this.ask('GET /api/v1/notebooks/tree', '/api/v1/notebooks/tree')).body
    return items.find(({ notebook_uuid }: { notebook_uuid: string }) => notebook_uuid === id)
  }

  async list(words?: string): Promise<string[]> {
    const path = this.#list + (words === undefined ? '' : `?query=${words}`)
    const { items } = (await this.ask('GET /api/v1/workspaces/:workspace_id/documents', path)).body
    return items.map(({ id }: { id: string }) => id)
  }

  /** What is in the library is as it was, whatever a device does. */
  async expectUntouched(id: string, content: string): Promise<void> {
    expect((await this.show(id)).body).toMatchObject({ content, is_note: true })
    expect(await this.named(id)).toMatchObject({ document_type: 'notes', is_trashed: false })
  }
}

describe('a note', () => {
  it('is a page in a notebook of its own, named by its first line', async () => {
    const ann = await Writer.signUp('ann')
    const note = await ann.note('# Groceries\n\n- [ ] Milk')
    expect(note.status).toBe(201)
    const { id } = note.body
    expect(note.headers.get('etag')).toBe(`"${note.body.content_etag}"`)
    expect(note.body).toMatchObject({
      ...{ notebook_uuid: id, page_uuid: id },
      is_note: true,
      visible_name: 'Groceries',
    })
    expect(await ann.named(id)).toMatchObject({ document_type: 'notes', visible_name: 'Groceries', parent_uuid: null })
    const path = `/api/v1/notebooks/${id}/pages/${id}`
    const page = (await ann.ask('GET /api/v1/notebooks/:notebook_uuid/pages/:page_uuid', path)).body
    expect(page).toMatchObject({ id, document: '# Groceries\n\n- [ ] Milk', ocr_text: null, todos: [{ text: 'Milk' }] })
    // It is no tablet's.
    expect((await ann.ask('GET /api/v1/me/first-steps', '/api/v1/me/first-steps')).body.sent).toBe(false)
    expect(await ann.list()).toEqual([id])
    expect(await ann.list('groceries')).toEqual([id])
    const news = (await ann.ask('GET /api/v1/sync/since', '/api/v1/sync/since')).body
    expect(news.created).toMatchObject([{ id, is_note: true }])
    await ann.put(id, '# Shopping\n')
    expect(await ann.named(id)).toMatchObject({ visible_name: 'Shopping' })
    expect((await ann.put(id, '')).body.visible_name).toBe('Note')
  })

  it('is created once, however often it is asked for', async () => {
    const bea = await Writer.signUp('bea')
    const id = '01931f3c-8f00-7000-8000-0000000000b1'
    const answers = await Promise.all(Array.from({ length: 10 }, () => bea.note('Once', { id })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(9).fill(200), 201])
    await bea.put(id, 'Changed since')
    const again = await bea.note('Once', { id })
    expect([again.status, again.body.content]).toEqual([200, 'Changed since'])
    // Another person's note may have the same id; nobody learns of it.
    const carl = await Writer.signUp('carl')
    expect((await carl.note('Mine', { id })).status).toBe(201)
    expect((await bea.show(id)).body.content).toBe('Changed since')
  })

  it('is refused where its id is that of something else, and in the workspace of another', async () => {
    const dora = await Writer.signUp('dora')
    await dora.device.announce([1])
    expect((await dora.note('Mine', { id: uuid(1) })).status).toBe(409)
    const page = (await dora.device.page(1)).body
    expect((await dora.note('Mine', { id: page.id })).status).toBe(409)
    const eve = await Writer.signUp('eve')
    const { workspace_id } = (await dora.note('Mine')).body
    for (const workspace of [workspace_id, uuid(5), 'x'])
      expect((await eve.note('Not mine', {}, `/api/v1/workspaces/${workspace}/documents`)).status).toBe(404)
    expect((await eve.note('x'.repeat(1_000_001))).body).toMatchObject({ status: 400, field: 'content' })
    expect((await eve.note('Mine', { id: 'x' })).status).toBe(400)
    expect(await eve.list()).toEqual([])
  })

  it('is deleted by one who knows what it says, and can be restored', async () => {
    const fay = await Writer.signUp('fay')
    const { body: note, headers } = await fay.note('Away')
    expect((await fay.remove(note.id)).status).toBe(428)
    expect((await fay.remove(note.id, '"other"')).body.document).toMatchObject({ content: 'Away' })
    expect((await fay.remove(note.id, headers.get('etag') ?? '')).status).toBe(204)
    expect((await fay.show(note.id)).status).toBe(410)
    expect((await fay.note('Away', { id: note.id })).status).toBe(410)
    expect(await fay.named(note.id)).toBe(undefined)
    const restore = `/api/v1/notebooks/${note.id}/restore`
    expect((await fay.ask('POST /api/v1/notebooks/:notebook_uuid/restore', restore)).status).toBe(204)
    await fay.expectUntouched(note.id, 'Away')
  })
})

describe('a device', () => {
  it('leaves notes alone, whatever it says of the library', async () => {
    const gina = await Writer.signUp('gina')
    await gina.device.announceManifest({ scope: 'library', notebooks: [folder(8), notebook(1, [1])] })
    const { id } = (await gina.note('Untouched', { folder_uuid: uuid(8) })).body
    expect(await gina.named(id)).toMatchObject({ parent_uuid: uuid(8), full_path: 'Folder 8/Untouched' })
    const forged = { notebook_uuid: id, document_type: 'notebook', visible_name: 'Forged', is_trashed: true }
    const pages = [{ page_uuid: id, ink_hash: 'i1:9', has_ink: true }]
    const soon = new Date().toISOString()
    for (const manifest of [
      { scope: 'library', notebooks: [notebook(1, [2])] },
      { scope: 'library', notebooks: [{ ...forged, pages }] },
      { scope: 'notebooks', notebooks: [{ ...forged, pages, last_modified: soon }] },
      { scope: 'notebooks', notebooks: [{ ...forged, pages: [] }] },
      { scope: 'notebooks', notebooks: [], deleted_notebooks: [id] },
    ] as NonNullable<Question['json']>[]) {
      const answer = await gina.device.announceManifest(manifest)
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      expect(answer.body.want.flatMap(({ page_uuids }: { page_uuids: string[] }) => page_uuids)).not.toContain(id)
      await gina.expectUntouched(id, 'Untouched')
    }
    const question = { headers: { 'content-type': 'image/png' }, bytes: png(1) }
    const image = `/api/v1/notebooks/${id}/pages/${id}/image?ink_hash=i1:9&x=0&y=0&width=8&height=8`
    const put = await gina.ask('PUT /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/image', image, question)
    expect(put.status).toBeGreaterThanOrEqual(400)
    const bad = await gina.device.announceManifest({
      scope: 'notebooks',
      notebooks: [{ ...notebook(5, []), document_type: 'notes' }],
    })
    expect(bad.status).toBe(400)
  })

  it('that puts their folder in the trash or drops it leaves them at the top', async () => {
    const hanna = await Writer.signUp('hanna')
    await hanna.device.announceManifest({
      scope: 'library',
      notebooks: [folder(8), folder(9, { parent_uuid: uuid(8) })],
    })
    const { id } = (await hanna.note('Mine', { folder_uuid: uuid(9) })).body
    expect(await hanna.named(id)).toMatchObject({ full_path: 'Folder 8/Folder 9/Mine' })
    const trashed = [folder(8, { is_trashed: true }), folder(9, { parent_uuid: uuid(8) })]
    await hanna.device.announceManifest({ scope: 'library', notebooks: trashed })
    expect(await hanna.named(id)).toMatchObject({ full_path: 'Mine' })
    expect(await hanna.list('mine')).toEqual([id])
    await hanna.device.announceManifest({ scope: 'library', notebooks: [notebook(1, [1])] })
    expect(await hanna.named(id)).toMatchObject({ full_path: 'Mine' })
    await hanna.device.announceManifest({ scope: 'library', notebooks: [folder(9)] })
    expect(await hanna.named(id)).toMatchObject({ full_path: 'Folder 9/Mine' })
  })

  it('whose selection excludes their folder doesn’t delete them', async () => {
    const iris = await Writer.signUp('iris')
    const both = [folder(8), { ...notebook(1, [1]), parent_uuid: uuid(8) }]
    await iris.device.announceManifest({ scope: 'library', notebooks: both })
    const { id } = (await iris.note('Kept', { folder_uuid: uuid(8) })).body
    const json = { excluded_folders: [uuid(8)], existing: 'delete' }
    const chosen = await iris.ask('PUT /api/v1/sync/selection', '/api/v1/sync/selection', { json })
    expect(chosen.status).toBe(200)
    await expect.poll(async () => (await iris.device.shownNotebook()).status).toBe(404)
    await iris.expectUntouched(id, 'Kept')
  })
})

it('a note is delivered to targets, as a page is', async () => {
  const judy = await Writer.signUp('judy')
  const received: { type: string; data: { text?: string; page_uuid?: string } }[] = []
  const receiver = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const event = JSON.parse(body)
    received.push(event)
    response.end(JSON.stringify({ challenge: event.data.challenge }))
  })
  try {
    await once(receiver.listen(0, '127.0.0.1'), 'listening')
    const { port } = receiver.address() as AddressInfo
    const json = { settings: { address: `http://127.0.0.1:${port}/` }, is_enabled: true }
    const path = '/api/v1/integrations/webhook'
    expect((await judy.ask('PUT /api/v1/integrations/:target_name', path, { json })).status).toBe(200)
    const { id } = (await judy.note('Delivered\n- [ ] Twice')).body
    const texts = () => received.filter(({ type }) => type === 'page_text.updated').map(({ data }) => data)
    await expect.poll(texts).toMatchObject([{ page_uuid: id, text: 'Delivered\n- [ ] Twice' }])
    await judy.remove(id, '*')
    await expect.poll(() => received.some(({ type }) => type === 'notebook.deleted')).toBe(true)
  } finally {
    receiver.close()
  }
})
