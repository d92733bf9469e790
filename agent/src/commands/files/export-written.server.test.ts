// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports of what people wrote in the dashboard: notes, and files that they attached to texts.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { notebookFiles } from '../../../../tests/generator/document.ts'
import { zipEntry, zipNames } from '../../../../tests/world/zip.ts'
import { at, rmirrorWith, write } from '../../testing/program.ts'
import { signUp, TestServer } from '../../testing/server.ts'
import { scribble, uuid } from '../../testing/watched.ts'

let server: TestServer
let token: string
let notes: string
const run = (...args: string[]) => rmirrorWith({ RMIRROR_TOKEN: token, RMIRROR_SERVER: server.url }, ...args)
const written = (name: string) => readFileSync(at(name), 'utf8')

async function call(method: string, path: string, body: object | string, headers: Record<string, string> = {}) {
  const json = typeof body === 'string' ? {} : { 'content-type': 'application/json' }
  const answer = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...json, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  expect(answer.ok, `${method} ${path}`).toBe(true)
  return answer.status === 204 ? undefined : answer.json()
}

const writeNote = async (content: string, folder_uuid: string | null = null): Promise<string> =>
  (await call('POST', notes, { content, folder_uuid })).id

const put = (document: string, content: string) =>
  call('PUT', `/api/v1/documents/${document}`, { content }, { 'if-match': '*' })

/** Returns its id. */
async function attach(document_id: string, file_name: string, content: string): Promise<string> {
  const sha256 = createHash('sha256').update(content).digest('hex')
  const facts = { file_name, content_type: 'image/png', size: content.length, sha256 }
  const { id, url, headers } = await call('POST', '/api/v1/uploads/presign', {
    ...{ scope: 'attachment', document_id, ...facts },
  })
  await call('PUT', url, content, headers)
  return (await call('POST', `/api/v1/uploads/${id}/complete`, {})).id
}

beforeAll(async () => {
  server = await TestServer.start({ RMIRROR_TEST_RATE_LIMITS: 'off' })
})
afterAll(() => server.stop())

let people = 0

beforeEach(async () => {
  token = (await signUp(server, `ann${++people}@example.org`)).token
  const workspaces = await fetch(`${server.url}/api/v1/workspaces`, { headers: { authorization: `Bearer ${token}` } })
  notes = `/api/v1/workspaces/${(await workspaces.json()).items[0].id}/documents`
})

describe('attachments', () => {
  const lost = uuid('f')
  let page: string
  let ferry: string

  beforeEach(async () => {
    const pages = [{ uuid: uuid('a', people), scene: scribble(people) }]
    for (const { path, bytes } of notebookFiles({ uuid: uuid('b', people), name: 'Diary', pages }))
      write(`desk/${path}`, bytes)
    await run('push', 'desk')
    page = server.ask(`SELECT id FROM pages WHERE page_uuid = '${uuid('a', people)}'`)
    ferry = await attach(page, 'the ferry (1).png', 'its bytes')
    await put(page, `By ![ferry](attachment:${ferry}), see [old\u0007.pdf](attachment:${lost})`)
  })

  const gone = '"old\\u0007.pdf" is missing: the server no longer has it\n'
  const link = '![ferry](a-attachments/the%20ferry%20%281%29.png)'

  test('are saved beside Markdown and HTML, which lead to them; one that is gone is named', async () => {
    expect(await run('export', 'desk', '-o', 'a.md')).toEqual({ status: 0, out: '', err: gone })
    expect(written('a.md')).toContain(`By ${link}, see old\u0007.pdf (attachment)`)
    expect(written('a-attachments/the ferry (1).png')).toBe('its bytes')
    mkdirSync(at('out'))
    expect(await run('export', 'desk', '-o', 'out/a.html')).toEqual({ status: 0, out: '', err: gone })
    expect(written('out/a.html')).toContain('src="a-attachments/the%20ferry%20%281%29.png"')
    expect(readdirSync(at('out/a-attachments'))).toEqual(['the ferry (1).png'])
  })

  test('are in a ZIP of texts', async () => {
    expect(await run('export', 'desk', '-o', 'a.zip', '--as', 'md')).toEqual({ status: 0, out: '', err: gone })
    const zip = readFileSync(at('a.zip'))
    expect(zipNames(zip)).toEqual(['Diary.md', 'attachments/the ferry (1).png'])
    expect(zipEntry(zip, 'Diary.md').toString()).toContain('![ferry](attachments/the%20ferry%20%281%29.png)')
  })

  test('are named in plain text, and not fetched', async () => {
    expect(await run('export', 'desk', '-o', 'a.txt')).toEqual({ status: 0, out: '', err: '' })
    expect(written('a.txt')).toContain('By ferry (attachment)')
    expect(existsSync(at('a-attachments'))).toBe(false)
  })

  test('have no room where a file has the name of their folder, and what was there stays', async () => {
    write('a-attachments', 'mine')
    write('a.md', 'before')
    expect(await run('export', 'desk', '-o', 'a.md')).toMatchObject({
      status: 1,
      err: expect.stringContaining("a-attachments can't be made: a file has this name"),
    })
    expect([written('a.md'), written('a-attachments')]).toEqual(['before', 'mine'])
  })
})

describe('notes', () => {
  const work = uuid('c')
  const trashed = uuid('d')
  const folder = (notebook_uuid: string, visible_name: string, more: object = {}) => ({
    ...{ notebook_uuid, document_type: 'folder', visible_name, pages: [] },
    ...more,
  })

  beforeEach(async () => {
    await call('POST', '/api/v1/sync/manifest', {
      scope: 'notebooks',
      notebooks: [folder(work, 'Work'), folder(trashed, 'Old')],
    })
    await writeNote('# Groceries\n\n- [ ] Tea')
    await writeNote('# Plan\n\nStep one', work)
    await writeNote('# Kept\n\nStill here', trashed)
    await call('POST', '/api/v1/sync/manifest', {
      scope: 'notebooks',
      notebooks: [folder(trashed, 'Old', { is_trashed: true })],
    })
  })

  test('are exported by name, all together, and as a file of each in its folder', async () => {
    expect(await run('export', '--notes', 'groceries', '-o', 'a.md')).toEqual({ status: 0, out: '', err: '' })
    expect(written('a.md')).toContain('# Groceries\n\n- [ ] Tea')
    expect(written('a.md')).not.toContain('Plan')
    expect(await run('export', '--notes', '-o', 'all.txt')).toEqual({ status: 0, out: '', err: '' })
    for (const words of ['Tea', 'Step one', 'Still here']) expect(written('all.txt')).toContain(words)
    expect(await run('export', '--notes', '-o', 'all.zip', '--as', 'md')).toEqual({ status: 0, out: '', err: '' })
    const zip = readFileSync(at('all.zip'))
    expect(zipNames(zip).toSorted()).toEqual(['Groceries.md', 'Kept.md', 'Work/Plan.md'])
    expect(zipEntry(zip, 'Work/Plan.md').toString()).toContain('Step one')
  })

  test('of a folder are exported with what is attached to them', async () => {
    const note = await writeNote('# Trip', work)
    const ferry = await attach(note, 'ferry.png', 'its bytes')
    await put(note, `# Trip\n\n![ferry](attachment:${ferry})`)
    expect(await run('export', '--notes', '--folder', 'Work', '-o', 'a.md')).toEqual({ status: 0, out: '', err: '' })
    expect(written('a.md')).toContain('![ferry](a-attachments/ferry.png)')
    expect(written('a.md')).toContain('Step one')
    expect(written('a.md')).not.toContain('Tea')
    expect(written('a-attachments/ferry.png')).toBe('its bytes')
  })

  test.each([
    [['Nothing', '-o', 'a.md'], 1, 'there is no note "Nothing" on http'],
    [['--folder', 'Nowhere', '-o', 'a.md'], 1, 'There\'s no folder "Nowhere" here'],
    [['-o', 'a.pdf'], 2, 'notes are texts: use .md, .txt or .html'],
    [['-o', 'a.zip'], 2, '.zip with --as md, txt or html'],
    [['Plan', 'Kept', '-o', 'a.md'], 2, '--notes takes the name of one note, or none'],
    [['--no-text', '-o', 'a.md'], 2, '--no-text leaves nothing of notes'],
  ])('%j is refused with a sentence', async (args, status, sentence) => {
    expect(await run('export', '--notes', ...args)).toEqual({
      ...{ status, out: '' },
      err: expect.stringContaining(sentence),
    })
    expect(readdirSync(at())).toEqual([])
  })

  test('are not half written when the server goes away', async () => {
    const gone = await TestServer.start()
    await gone.stop()
    const environment = { RMIRROR_TOKEN: token, RMIRROR_SERVER: gone.url }
    expect(await rmirrorWith(environment, 'export', '--notes', '-o', 'a.md')).toMatchObject({
      status: 1,
      err: expect.stringContaining("doesn't answer"),
    })
    expect(existsSync(at('a.md'))).toBe(false)
  })
})
