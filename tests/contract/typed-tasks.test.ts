// SPDX-License-Identifier: AGPL-3.0-or-later
// Tasks typed on a page are to-dos beside those that Claude's emulator reads in its handwriting.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Device, notebook, page, signUp, uuid } from './library.ts'
import { hashOf, pictureOf, Reading } from './reading.ts'

const email = 'ann@example.org'
let reading: Reading
let token: string
let device: Device

beforeAll(async () => {
  reading = await Reading.start()
  token = await signUp(reading.api, email)
  device = new Device(reading.api, token, 1)
})

afterAll(() => reading[Symbol.asyncDispose]())

/** Page 1 with this ink and Markdown; an old device sends the words alone. */
const announce = (ink: number, markdown: string | null, words = markdown ?? '') => {
  const typed = { typed_text: words, ...(markdown !== null && { typed_markdown: markdown }) }
  const pages = [{ ...page(1), ink_hash: `i1:${ink}`, ...typed }]
  return device.announceManifest({ scope: 'library', notebooks: [{ ...notebook(1, []), pages }] })
}

/** Has this ink transcribed as `text`. */
async function write(ink: number, text: string): Promise<void> {
  const bytes = pictureOf(ink)
  await reading.configureClaude('PUT', 'texts', { [hashOf(ink)]: text })
  const digest = createHash('sha256').update(bytes).digest('base64')
  const headers = { 'content-type': 'image/png', 'content-digest': `sha-256=:${digest}:` }
  const path = `${device.pathOf(1)}/image?ink_hash=i1:${ink}&x=0&y=0&width=8&height=8`
  const operation = 'PUT /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/image'
  expect((await reading.api.ask(operation, { token, headers, bytes }, path)).status).toBe(200)
  await reading.untilAllAreRead(device, email)
}

interface Todo {
  id: string
  source: string
  text: string
  is_completed: boolean
}

const todos = async (): Promise<Todo[]> => (await device.page(1)).body.todos
const shown = async () =>
  (await todos()).map(({ source, text, is_completed }) => `${source}: ${is_completed ? 'x' : 'o'} ${text}`)
const idOf = async (wanted: string) => (await todos()).find(({ text }) => text === wanted)?.id ?? ''

describe('typed tasks', () => {
  it('are to-dos, after those in handwriting, and say where they stand', async () => {
    const markdown = '# Shopping\n\n- [ ] Paper \\& ink\n    - [x] a\n- no task\n'
    const answer = await announce(1, markdown, 'Shopping\nPaper & ink\na\nno task')
    await write(1, '- [ ] Call Ann')
    expect(await shown()).toEqual(['handwriting: o Call Ann', 'typed_text: o Paper & ink', 'typed_text: x a'])
    expect((await device.page(1)).body).toMatchObject({
      typed_text: 'Shopping\nPaper & ink\na\nno task',
      typed_markdown: markdown,
      todos: [{ ordinal: 0 }, { ordinal: 0, confidence: null }, { ordinal: 1, confidence: null }],
    })
    const { items } = (await device.get('GET /api/v1/todos', '/api/v1/todos?state=open')).body
    expect(items.map(({ text }: Todo) => text)).toEqual(['Call Ann', 'Paper & ink'])
    const before = `/api/v1/changes?since=${answer.body.cursor}`
    const typed = (await device.get('GET /api/v1/changes', '/api/v1/changes')).body.items.filter(
      ({ kind, value }: { kind: string; value: Todo }) => kind === 'todo' && value.source === 'typed_text',
    )
    expect(typed).toHaveLength(2)
    const { items: later } = (await device.get('GET /api/v1/changes', before)).body
    expect(later.map(({ value }: { value: Todo }) => value.text)).not.toContain('a')
  })

  it('can be found by their words', async () => {
    const { items } = (await device.get('GET /api/v1/search', '/api/v1/search?q=paper')).body
    const sources = items[0].pages[0].snippets.map(({ source }: Todo) => source)
    expect(sources).toContain('typed_text')
  })

  it('stay when the handwriting is transcribed again, as that stays when they change', async () => {
    const [ann, ink, a] = await Promise.all(['Call Ann', 'Paper & ink', 'a'].map(idOf))
    await device.completeTodo(ink ?? '', true)
    const markdown = '- [ ] Paper \\& ink\n- [x] a'
    await announce(2, markdown)
    await write(2, '- [ ] Call Ann\n- [ ] Rest')
    expect(await shown()).toEqual([
      'handwriting: o Call Ann',
      'handwriting: o Rest',
      'typed_text: x Paper & ink',
      'typed_text: x a',
    ])
    await announce(2, '- [ ] a\n- [ ] Pens')
    expect(await shown()).toEqual([
      'handwriting: o Call Ann',
      'handwriting: o Rest',
      'typed_text: o a',
      'typed_text: o Pens',
    ])
    expect([await idOf('Call Ann'), await idOf('a')]).toEqual([ann, a])
    const { items } = (await device.get('GET /api/v1/changes', '/api/v1/changes')).body
    const gone = items.filter(({ kind, deleted }: { kind: string; deleted: boolean }) => kind === 'todo' && deleted)
    expect(gone.map(({ value }: { value: Todo }) => value.text)).toEqual(['Paper & ink'])
  })

  it('change by nothing that an old device sends', async () => {
    const before = await todos()
    const { cursor } = (await announce(2, null, '- [ ] a\n- [ ] Pens')).body
    expect((await device.page(1)).body.typed_markdown).toBe('- [ ] a\n- [ ] Pens')
    expect((await announce(2, '- [ ] a\n- [ ] Pens')).body.cursor).toBe(cursor)
    await announce(2, null, 'a\nPens and paper')
    expect((await device.page(1)).body).toMatchObject({ typed_text: 'a\nPens and paper', typed_markdown: null })
    expect(await todos()).toEqual(before)
  })

  it('go when nothing is typed any more, and with their notebook to the trash', async () => {
    await announce(2, '- [ ] Pens')
    const trashed = { ...notebook(1, []), is_trashed: true, pages: [{ ...page(1), ink_hash: 'i1:2' }] }
    await device.announceManifest({ scope: 'library', notebooks: [trashed] })
    expect((await device.get('GET /api/v1/todos')).body.items).toEqual([])
    await announce(2, '- [ ] Pens')
    expect((await device.get('GET /api/v1/todos')).body.items).toHaveLength(3)
    await announce(2, '')
    expect(await shown()).toEqual(['handwriting: o Call Ann', 'handwriting: o Rest'])
    expect((await device.page(1)).body.typed_markdown).toBeNull()
  })

  it('are listed by folder, at any depth', async () => {
    const other = await signUp(reading.api, 'ben@example.org')
    const ben = new Device(reading.api, other, 1)
    const folder = (number: number, parent_uuid?: string) => ({
      ...notebook(number, []),
      ...{ document_type: 'folder', visible_name: `Folder ${number}`, ...(parent_uuid && { parent_uuid }) },
    })
    const withTask = (number: number, parent_uuid?: string) => ({
      ...notebook(number, []),
      ...(parent_uuid && { parent_uuid }),
      pages: [{ page_uuid: uuid(number), has_ink: false, typed_text: '', typed_markdown: `- [ ] Task ${number}` }],
    })
    const notebooks = [folder(50), folder(51, uuid(50)), withTask(1), withTask(2, uuid(50)), withTask(3, uuid(51))]
    expect((await ben.announceManifest({ scope: 'library', notebooks })).status).toBe(200)
    const tasks = async (query: string) =>
      (await ben.get('GET /api/v1/todos', `/api/v1/todos?${query}`)).body.items.map(({ text }: Todo) => text).toSorted()
    expect(await tasks('')).toEqual(['Task 1', 'Task 2', 'Task 3'])
    expect(await tasks(`folder=${uuid(50)}`)).toEqual(['Task 2', 'Task 3'])
    expect(await tasks(`folder=${uuid(51)}&state=open`)).toEqual(['Task 3'])
    for (const nothing of [uuid(1), uuid(99)]) expect(await tasks(`folder=${nothing}`)).toEqual([])
    expect((await ben.get('GET /api/v1/todos', '/api/v1/todos?folder=..')).status).toBe(400)
  })

  it('are refused by name where they are no text', async () => {
    const pages = [{ ...page(1), typed_markdown: [{ task: 'Paper' }] }]
    const answer = await device.announceManifest({ scope: 'notebooks', notebooks: [{ ...notebook(1, []), pages }] })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ field: 'notebooks[0].pages[0].typed_markdown' })
  })
})
