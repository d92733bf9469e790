// SPDX-License-Identifier: AGPL-3.0-or-later
import { createHmac } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  folderFiles,
  type NotebookFiles,
  notebookFiles,
  type WrittenFile,
} from '../../../../tests/generator/document.ts'
import { fineliner, wave } from '../../../../tests/generator/ink.ts'
import { onePage, type ScenePage, type SceneParagraph } from '../../../../tests/generator/scene.ts'
import { task } from '../../../../tests/generator/task-list.ts'
import { typed } from '../../../../tests/generator/text-fixtures.ts'
import { sourcePdf } from '../../../../tests/pdf/fixtures.ts'
import { at, fixture, objects, onTerminal, rmirror, rmirrorWith, write, writeArchive } from '../../testing/program.ts'
import { signUp, TestServer, type TestUser } from '../../testing/server.ts'

const secret = 'at least thirty-two characters long'

let server: TestServer
let ann: TestUser
let users = 0
beforeAll(async () => {
  // With a transcription service, so that quota is counted; it is never called.
  server = await TestServer.start({
    RMIRROR_TEST_RATE_LIMITS: 'off',
    RMIRROR_FREE_PAGES: '5',
    RMIRROR_ANTHROPIC_API_KEY: 'no-one-asks',
    RMIRROR_JWT_SECRET: secret,
  })
})
afterAll(() => server.stop())
beforeEach(async () => {
  ann = await signUp(server, `ann${++users}@example.org`)
})

const uuid = (letter: string, number = 0) => `${letter.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`
/** Different for each seed. */
const scribble = (seed: number): ScenePage => onePage([wave({ x: -300, y: 200 + 3 * seed }, 200 + seed, fineliner)])
const pagesOf = (letter: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ uuid: uuid(letter, index + 1), scene: scribble(index) }))
const diary = (more: Partial<NotebookFiles> = {}): NotebookFiles => ({
  uuid: uuid('d'),
  name: 'Diary',
  pages: pagesOf('a', 3),
  ...more,
})

function lay(files: WrittenFile[], folder = 'desk'): void {
  for (const { path, bytes } of files) write(`${folder}/${path}`, bytes)
}

const push = (...args: string[]) =>
  rmirrorWith({ RMIRROR_TOKEN: ann.token, RMIRROR_SERVER: server.url }, 'push', ...args)
/** No worker runs, so these pages stay in transcription. */
const beingRead = (count: number) =>
  `${count === 1 ? '1 page is' : `${count} pages are`} being transcribed. Run "rmirror push --wait" to wait for ${count === 1 ? 'its' : 'their'} text.\n`
const rows = (sql: string) => server.ask(sql.replaceAll('ME', `(SELECT id FROM users WHERE email = '${ann.email}')`))
const ocrStates = () =>
  rows(`SELECT string_agg(ocr_status, ' ' ORDER BY page_number) FROM pages WHERE user_id = ME AND deleted_at IS NULL`)

/** Sets the transcription status of pages by number, as a worker does. */
const read = (pages: number[], status: string, members = '') =>
  rows(`UPDATE pages SET ocr_status = '${status}'${members} WHERE user_id = ME AND page_number IN (${pages})`)
const refused = "Diary, page 2: couldn't be transcribed: The model refused.\n"

describe('push', () => {
  test('names a PDF that was never opened, and none of the pages that the tablet has yet to list', async () => {
    lay(notebookFiles({ uuid: uuid('e'), name: 'Manual', fileType: 'pdf', formatVersion: 1, pages: [] }))
    write(`desk/${uuid('e')}.pdf`, sourcePdf([{}, {}]))
    expect(await push('desk')).toEqual({
      status: 0,
      err: '"Manual" was never opened on the tablet; its pages are sent once it has been\n',
      out: 'Sent 0 pages.\n',
    })
    expect(rows('SELECT visible_name, document_type FROM notebooks WHERE user_id = ME')).toBe('Manual|pdf')
    expect(rows('SELECT count(*) FROM pages WHERE user_id = ME')).toBe('0')
  })

  test('sends names, order, text and pictures with their places', async () => {
    lay(folderFiles(uuid('f'), 'Work'))
    lay(notebookFiles(diary({ parent: uuid('f'), tags: ['garden'] })))
    write(`desk/${uuid('d')}/${uuid('a', 2)}.rm`, readFileSync(fixture('text-styles.rm')))
    const { status, out, err } = await push('desk')
    expect({ status, err, out }).toEqual({
      status: 0,
      err: '',
      out: `Sent 2 pages; 1 without handwriting.\n${beingRead(2)}`,
    })
    expect(rows('SELECT visible_name, tags, parent_uuid FROM notebooks WHERE user_id = ME ORDER BY visible_name')).toBe(
      `Diary|{garden}|${uuid('f')}\nWork|{}|`,
    )
    expect(ocrStates()).toBe('pending skipped pending')
    expect(rows(`SELECT count(*) FROM pages WHERE user_id = ME AND typed_text LIKE '%eading%'`)).toBe('1')
    const places = rows(
      'SELECT crop_width > 200 AND crop_height BETWEEN 36 AND 300 FROM page_images WHERE user_id = ME',
    )
    expect(places).toBe('t\nt')
  })

  test('sends nothing of what has not changed: it asks what is excluded, and tells what there is', async () => {
    lay(notebookFiles(diary()))
    await push('desk')
    await server.forgetRequests()
    expect(await push('desk')).toEqual({ status: 0, err: '', out: 'Sent 0 pages; 3 unchanged.\n' })
    expect(await server.requests()).toEqual(['GET /api/v1/sync/selection', 'POST /api/v1/sync/manifest'])
  })

  const tasks = (...list: SceneParagraph[]) =>
    diary({ pages: [{ uuid: uuid('a', 1), scene: onePage([], { text: typed(list) }) }] })
  const markdown = () => rows('SELECT typed_markdown FROM pages WHERE user_id = ME AND deleted_at IS NULL')

  test('sends typed to-dos with their boxes, also of pages that an earlier version sent without', async () => {
    lay(notebookFiles(tasks(task('Paper'), task('Ink', 'ticked'), task('Glue', 'dashed', 1))))
    await push('desk')
    const sent = '- [ ] Paper\n- [x] Ink\n    - [ ] Glue'
    expect(markdown()).toBe(sent)
    rows('UPDATE pages SET typed_markdown = NULL WHERE user_id = ME')
    expect((await push('desk')).out).toBe('Sent 0 pages; 1 without handwriting.\n')
    expect(markdown()).toBe(sent)
  })

  test('says that of 5,000 typed to-dos the first 1,000 are listed', async () => {
    lay(notebookFiles(tasks(...Array.from({ length: 5000 }, (_, index) => task(`${index}`)))))
    expect(await push('desk')).toEqual({
      status: 0,
      out: 'Sent 0 pages; 1 without handwriting.\n',
      err: 'The typed to-dos of "Diary", page 1: only the first 1000 of 5000 are listed\n',
    })
  })

  test('sends nothing of what is excluded from sync, not even its name', async () => {
    lay(notebookFiles(diary()))
    lay(notebookFiles({ uuid: uuid('e'), name: 'Therapy', tags: ['private'], pages: pagesOf('b', 2) }))
    await server.choose(ann.accessToken, { excluded_tags: ['private'], newest_pages: 1 })
    expect(await push('desk', '--whole')).toMatchObject({
      status: 0,
      err: '1 notebook is excluded from sync, and nothing of it was sent.\n',
      out: expect.stringContaining('Sent 1 page; 2 unchanged.'),
    })
    expect(rows('SELECT string_agg(visible_name, $$ $$) FROM notebooks WHERE user_id = ME')).toBe('Diary')
    expect(ocrStates()).toBe('not_synced not_synced pending')
  })

  test('sends the one page that was written on, and says how the text stands', async () => {
    lay(notebookFiles(diary()))
    await push('desk')
    read([2], 'failed', `, ocr_error = 'The model refused.'`)
    const pages = diary().pages.map((page, index) => (index === 2 ? { ...page, scene: scribble(40) } : page))
    lay(notebookFiles(diary({ pages })))
    await server.forgetRequests()
    expect(await push('desk')).toEqual({
      status: 0,
      out: `Sent 1 page; 2 unchanged.\n${beingRead(2)}1 couldn't be transcribed; see above.\n`,
      err: refused,
    })
    const changed = `PUT /api/v1/notebooks/${uuid('d')}/pages/${uuid('a', 3)}/image`
    expect(await server.requests()).toEqual([
      'GET /api/v1/sync/selection',
      'POST /api/v1/sync/manifest',
      // For transcription, then for display.
      changed,
      changed,
      'GET /api/v1/quota',
      'GET /api/v1/notebooks/tree',
      `GET /api/v1/notebooks/${uuid('d')}`,
    ])
  })

  test('counts on a terminal what is read and sent, and leaves only the summary', async () => {
    lay(notebookFiles(diary()))
    const { status, out } = await onTerminal({ RMIRROR_TOKEN: ann.token, RMIRROR_SERVER: server.url }, 'push', 'desk')
    expect(status).toBe(0)
    expect(out).toMatch(/Reading ━+ 3\/3/)
    // Each page is sent for transcription and for display.
    expect(out).toMatch(/Sending ━+ 6\/6/)
    // Text before a "clear line" sequence isn't visible any more.
    const seen = out.split('\r\n').map((line) => line.split('\r\u001b[K').at(-1))
    expect(seen.join('\n')).toBe(`Sent 3 pages.\n${beingRead(3)}`)
  })

  test('prints a line of JSON for each page', async () => {
    lay(notebookFiles(diary({ pages: [...pagesOf('a', 2), { uuid: uuid('b') }] })))
    const { status, out, err } = await push('desk', '--json')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    const line = (page_uuid: string, page: number, status: string) => ({
      ...{ notebook: 'Diary', notebook_uuid: uuid('d'), page, page_uuid, ok: true, status },
    })
    expect(objects(out).sort((a, b) => a.page - b.page)).toEqual([
      line(uuid('a', 1), 1, 'sent'),
      line(uuid('a', 2), 2, 'sent'),
      line(uuid('b'), 3, 'without-ink'),
    ])
  })

  test('cuts a tall page into parts that make one page', async () => {
    const far = onePage([0, 6000, 12_000, 18_000].map((y) => wave({ x: -600, y: 200 + y }, 1200, fineliner)))
    lay(notebookFiles(diary({ pages: [{ uuid: uuid('a', 1), scene: far, version: 6 }] })))
    expect((await push('desk')).out).toBe(`Sent 1 page.\n${beingRead(1)}`)
    expect(rows('SELECT count(*) > 1 AND count(*) = max(part_count) FROM page_images WHERE user_id = ME')).toBe('t')
    expect(rows('SELECT reserved FROM quota_usage WHERE user_id = ME')).toBe('1')
  })

  test('takes archives, and pages given one by one', async () => {
    const files = Object.fromEntries(notebookFiles(diary()).map(({ path, bytes }) => [path, bytes]))
    const archive = await writeArchive('diary.rmdoc', files)
    expect(await push(archive, fixture('v6.rm'))).toMatchObject({ status: 0, out: `Sent 4 pages.\n${beingRead(4)}` })
    expect(await push(fixture('v6.rm'), archive)).toMatchObject({ status: 0, out: 'Sent 0 pages; 4 unchanged.\n' })
  })

  test('of an empty folder says that there is no notebook', async () => {
    mkdirSync(at('empty'))
    expect(await push('empty')).toMatchObject({
      status: 1,
      err: 'empty: No notebooks found: this folder is empty\n',
    })
    const { status, out } = await push('empty', '--json')
    expect({ status, codes: objects(out).map(({ error }) => error?.code) }).toEqual({
      status: 1,
      codes: ['nothing-found'],
    })
  })

  test('announces what lies in the trash, and sends none of it', async () => {
    lay(folderFiles(uuid('f'), 'Old', 'trash'))
    lay(notebookFiles(diary({ parent: uuid('f') })))
    expect(await push('desk')).toMatchObject({ status: 0, out: 'Sent 0 pages; 3 in the trash.\n' })
    expect(rows('SELECT bool_and(is_trashed) FROM notebooks WHERE user_id = ME')).toBe('t')
    lay(notebookFiles(diary()))
    expect((await push('desk')).out).toBe(`Sent 3 pages.\n${beingRead(3)}`)
  })

  test('leaves other notebooks alone, unless PATH is all there is', async () => {
    lay(notebookFiles(diary()))
    lay(notebookFiles({ uuid: uuid('e'), name: 'Letters', pages: pagesOf('b', 1) }))
    await push('desk')
    rmSync(at('desk', `${uuid('e')}.metadata`))
    rmSync(at('desk', `${uuid('e')}.content`))
    rmSync(at('desk', uuid('e')), { recursive: true })
    const live = () =>
      rows('SELECT string_agg(visible_name, $$ $$ ORDER BY 1) FROM notebooks WHERE user_id = ME AND deleted_at IS NULL')
    await push('desk')
    expect(live()).toBe('Diary Letters')
    await push('desk', '--whole')
    expect(live()).toBe('Diary')
  })

  test('never touches notes, even where PATH is all there is', async () => {
    lay(notebookFiles(diary()))
    const headers = { authorization: `Bearer ${ann.token}`, 'content-type': 'application/json' }
    const owner = rows('SELECT ME')
    const note = await fetch(`${server.url}/api/v1/workspaces/${owner}/documents`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ content: 'Mine' }),
    })
    expect(note.status).toBe(201)
    const whole = () => rows("SELECT to_jsonb(notebooks) FROM notebooks WHERE user_id = ME AND document_type = 'notes'")
    const before = whole()
    expect((await push('desk', '--whole')).status).toBe(0)
    expect(whole()).toBe(before)
    expect(rows("SELECT document FROM pages WHERE user_id = ME AND document = 'Mine' AND deleted_at IS NULL")).toBe(
      'Mine',
    )
  })
})

describe('push --wait', () => {
  const pushAndWait = async (...args: string[]) => {
    lay(notebookFiles(diary()))
    await server.forgetRequests()
    return { outcome: push('desk', '--wait', ...args) }
  }

  test('stays until the pages are read, and says which were not and why', async () => {
    const { outcome } = await pushAndWait()
    await server.answered('PUT', 3)
    read([1, 2], 'completed', `, ocr_text = 'Friday'`)
    read([3], 'failed', `, ocr_error = 'The model refused.'`)
    expect(await outcome).toEqual({
      status: 1,
      out: "Sent 3 pages.\nTranscribed 2 pages; 1 couldn't be transcribed, see above.\n",
      err: "Diary, page 3: couldn't be transcribed: The model refused.\n",
    })
  })

  test('prints what was read, page by page', async () => {
    const { outcome } = await pushAndWait('--json')
    await server.answered('PUT', 3)
    read([1], 'completed', `, ocr_text = 'Friday'`)
    read([2], 'completed')
    read([3], 'pending_quota')
    const { status, out } = await outcome
    const printed = objects(out)
      .slice(3)
      .sort((a, b) => a.page - b.page)
    expect(status).toBe(0)
    expect(printed.map(({ page, ok, status, text }) => ({ page, ok, status, text }))).toEqual([
      { page: 1, ok: true, status: 'read', text: 'Friday' },
      { page: 2, ok: true, status: 'read', text: null },
      { page: 3, ok: true, status: 'deferred', text: undefined },
    ])
  })

  test('waits for pages of an earlier push too', async () => {
    lay(notebookFiles(diary()))
    await push('desk')
    read([1], 'completed', `, ocr_text = 'Friday'`)
    read([2], 'failed', `, ocr_error = 'The model refused.'`)
    await server.forgetRequests()
    const outcome = push('desk', '--wait')
    // By then the push knows which pages are pending.
    await server.answeredOne(`GET /api/v1/notebooks/${uuid('d')}`)
    read([3], 'completed', `, ocr_text = 'Sunday'`)
    const sum = "Transcribed 1 page; 1 couldn't be transcribed, see above.\n"
    expect(await outcome).toEqual({ status: 1, out: `Sent 0 pages; 3 unchanged.\n${sum}`, err: refused })
  })
})

describe('what the server keeps as it is', () => {
  test('is named where a person deleted it, and is back once it was restored', async () => {
    lay(notebookFiles(diary()))
    await push('desk')
    const notebook = `${server.url}/api/v1/notebooks/${uuid('d')}`
    const headers = { Authorization: `Bearer ${ann.accessToken}` }
    expect((await fetch(notebook, { method: 'DELETE', headers })).ok).toBe(true)
    expect(await push('desk')).toEqual({
      status: 0,
      out: 'Sent 0 pages.\n',
      err: 'Deleted on the server by somebody, and so not sent: Diary. Restore it in the dashboard to sync again.\n',
    })
    expect((await fetch(`${notebook}/restore`, { method: 'POST', headers })).ok).toBe(true)
    expect(await push('desk')).toMatchObject({ out: expect.stringContaining('Sent 3 pages.'), err: '' })
  })

  test('is named where another device sent a newer version', async () => {
    lay(notebookFiles(diary({ lastModified: 1_760_000_000_000 })))
    await push('desk')
    lay(notebookFiles(diary({ lastModified: 1_750_000_000_000 })))
    expect(await push('desk')).toMatchObject({
      status: 0,
      out: 'Sent 0 pages.\n',
      err: 'The server has a newer version from another device, and keeps it: Diary.\n',
    })
  })
})

describe('what cannot be read', () => {
  test('costs its page, and the rest goes up', async () => {
    lay(notebookFiles(diary()))
    write(`desk/${uuid('d')}/${uuid('a', 2)}.rm`, readFileSync(fixture('broken/version-9.rm')))
    const { status, out, err } = await push('desk')
    expect({ status, out }).toEqual({
      status: 1,
      out: `Sent 2 pages.\n1 couldn't be sent; see above.\n${beingRead(2)}`,
    })
    expect(err).toMatch(/^Diary, page 2: .+\n$/)
  })

  test('leaves a notebook as the server knows it when its list of pages is damaged', async () => {
    lay(notebookFiles(diary()))
    lay(notebookFiles({ uuid: uuid('e'), name: 'Letters', pages: pagesOf('b', 1) }))
    await push('desk')
    writeFileSync(at('desk', `${uuid('d')}.content`), '{"cPages":')
    rmSync(at('desk', `${uuid('e')}.metadata`))
    rmSync(at('desk', `${uuid('e')}.content`))
    rmSync(at('desk', uuid('e')), { recursive: true })
    const { status, err } = await push('desk', '--whole')
    expect(status).toBe(1)
    expect(err).toContain("Diary: not sent, because part of it couldn't be read")
    expect(err).toContain('Nothing was deleted on the server')
    expect(rows('SELECT count(*) FROM pages WHERE user_id = ME AND deleted_at IS NULL')).toBe('4')
    expect(ocrStates()).not.toContain('not_synced')
  })

  test('is told, and nothing is asked of the server, when there is no notebook', async () => {
    write('desk/readme.txt', 'hello')
    await server.forgetRequests()
    expect(await push('desk')).toMatchObject({
      status: 1,
      err: expect.stringContaining('No notebooks found in this file'),
    })
    expect(await server.requests()).toEqual([])
  })
})

test('without quota everything is stored, and the summary says what waits and until when', async () => {
  lay(notebookFiles(diary({ pages: pagesOf('a', 8) })))
  const { status, out, err } = await push('desk')
  expect({ status, err }).toEqual({ status: 0, err: '' })
  const waiting = '3 of them wait until your page quota resets: 5 of 5 pages used or reserved'
  expect(out).toMatch(
    new RegExp(`^Sent 8 pages\\.\n${waiting}, 3 waiting; resets on \\d{4}-\\d\\d-\\d\\d\\.\n${beingRead(5)}$`),
  )
  expect(rows(`SELECT count(*) FROM pages WHERE user_id = ME AND ocr_status = 'pending_quota'`)).toBe('3')
  expect(rows('SELECT count(*) FROM page_images WHERE user_id = ME')).toBe('8')
  expect((await push('desk')).out).toBe('Sent 0 pages; 8 unchanged.\n')
})

test('full storage ends a push with one sentence; what was sent stays, and the rest follows once there is room', async () => {
  lay(notebookFiles(diary({ pages: pagesOf('a', 2) })))
  await push('desk')
  const room = rows('SELECT stored_bytes FROM library_usage WHERE user_id = ME')
  rows('UPDATE library_usage SET stored_bytes = 10::bigint ^ 15 WHERE user_id = ME')
  lay(notebookFiles(diary({ pages: pagesOf('a', 8) })))
  const { status, out, err } = await push('desk')
  expect(status).toBe(1)
  // A picture that is already stored takes no further room.
  expect(out).toMatch(/^(Sent [1-5] pages?, then stopped\.\n)?$/)
  expect(err).toMatch(/^rmirror: http\S+: Your storage of .+ MB is full\.[^\n]*\n$/)
  rows(`UPDATE library_usage SET stored_bytes = ${room} WHERE user_id = ME`)
  expect(await push('desk')).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^Sent [1-6] pages?; \d unchanged/),
  })
  expect(rows('SELECT count(*) FROM page_images WHERE user_id = ME')).toBe('8')
})

describe('a server that cannot be used', () => {
  const wanted = (err: string) => ({ status: 1, out: '', err: expect.stringContaining(err) })

  test('is told about with what to do', async () => {
    lay(notebookFiles(diary()))
    expect(await rmirror('push', 'desk', '--server', server.url)).toEqual(
      wanted(`this computer isn't connected to ${server.url}. Run "rmirror login --server ${server.url}"`),
    )
    const pushWith = (token: string) => rmirrorWith({ RMIRROR_TOKEN: token }, 'push', 'desk', '--server', server.url)
    expect(await pushWith(`${ann.token.slice(0, -4)}AAAA`)).toEqual(
      wanted("The token in RMIRROR_TOKEN isn't valid there"),
    )
    expect(await pushWith(expired(ann.token))).toEqual(
      wanted('The token has expired. Sign in again. The token in RMIRROR_TOKEN'),
    )
    const gone = await TestServer.start()
    await gone.stop()
    expect(await push('desk', '--server', gone.url)).toEqual(
      wanted(`${gone.url} doesn't answer: no server is running there`),
    )
  })
})

/** The same token, issued two months ago. */
function expired(token: string): string {
  const [head, payload = ''] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const earlier = { ...claims, iat: claims.iat - 5_184_000, exp: claims.exp - 5_184_000 }
  const signed = `${head}.${Buffer.from(JSON.stringify(earlier)).toString('base64url')}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
