// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports of signed-in users include the server's transcriptions.
import { readFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { notebookFiles } from '../../../../tests/generator/document.ts'
import { fineliner, wave } from '../../../../tests/generator/ink.ts'
import { onePage } from '../../../../tests/generator/scene.ts'
import { opened } from '../../../../tests/pdf/fixtures.ts'
import { at, rmirror, rmirrorWith, write } from '../../testing/program.ts'
import { TestServer } from '../../testing/server.ts'
import { layDiary, signedIn } from '../../testing/signed-in.ts'
import { uuid } from '../../testing/watched.ts'

/** A notebook of two pages; `seeds` determine their strokes. */
function lay(seeds: [number, number]): void {
  layDiary(
    seeds.map((seed, index) => ({
      uuid: uuid('a', index + 1),
      scene: onePage([wave({ x: -300, y: 200 + 3 * seed }, 200 + seed, fineliner)]),
    })),
  )
}

const world = signedIn()
const { run } = world
const written = (name: string) => readFileSync(at(name), 'utf8')

beforeEach(async () => {
  lay([1, 2])
  await run('push', 'desk')
  // As the transcription worker does.
  const lines = JSON.stringify([{ text: 'Buy ink', confidence: 0.9, top: 150, bottom: 250 }])
  world.server.ask(`UPDATE pages SET ocr_status = 'completed', ocr_text = '- [ ] Buy ink', ocr_lines = '${lines}'`)
})

test('Markdown and text hold what was read, of pages that look as they did then', async () => {
  expect(await run('export', 'desk', '-o', 'a.md')).toEqual({ status: 0, out: '', err: '' })
  expect(written('a.md')).toContain('## Page 1\n\n- [ ] Buy ink\n\n## Page 2\n\n- [ ] Buy ink\n')
  lay([1, 3])
  expect(await run('export', 'desk', '-o', 'a.txt')).toEqual({ status: 0, out: '', err: '' })
  expect(written('a.txt')).toContain('Page 1\n------\n\n- [ ] Buy ink\n\n[No text on page 2.]\n')
})

test('a page that is not read yet is not told as one without text', async () => {
  lay([7, 8])
  await run('push', 'desk')
  world.server.ask(`UPDATE pages SET ocr_status = 'completed', ocr_text = 'Call Ann' WHERE page_number = 2`)
  for (const status of ['pending', 'processing', 'pending_quota', 'failed']) {
    world.server.ask(`UPDATE pages SET ocr_status = '${status}' WHERE page_number = 1`)
    expect(await run('export', 'desk', '-o', 'a.md')).toEqual({ status: 0, out: '', err: '' })
    expect(written('a.md')).toMatch(/# Diary\n\n## Page 1\n\n\*Not transcribed yet\.\*\n\n## Page 2\n\nCall Ann\n$/)
  }
})

test('what was ticked off in the dashboard is ticked', async () => {
  world.server.ask(`INSERT INTO todos (user_id, page_id, ordinal, text, text_hash, is_completed, is_ticked)
    SELECT user_id, id, 0, 'Buy ink', 'any', true, false FROM pages WHERE page_number = 1`)
  expect(await run('export', 'desk', '-o', 'a.md')).toEqual({ status: 0, out: '', err: '' })
  expect(written('a.md')).toContain('## Page 1\n\n- [x] Buy ink\n\n## Page 2\n\n- [ ] Buy ink\n')
  world.server.ask('DELETE FROM todos')
})

test('a PDF is searched by what was read, where it stands', async () => {
  expect(await run('export', 'desk', '-o', 'a.pdf')).toEqual({ status: 0, out: '', err: '' })
  const [[quad] = []] = opened(readFileSync(at('a.pdf')))
    .loadPage(0)
    .search('Buy ink', {})
  const [, top = 0, , , , bottom = 0] = quad ?? []
  // Page units are 1/227 inch, points 1/72.
  expect([top, bottom].map((y) => (y * 227) / 72)).toEqual([expect.closeTo(150, -1.5), expect.closeTo(250, -1.5)])
})

test('what a person corrected is exported, in a PDF where the handwriting is', async () => {
  const [id] = world.server.ask('SELECT id FROM pages WHERE page_number = 1').split('\n')
  await world.put(id ?? '', '- [ ] Buy black ink\n\nFor the meeting')
  expect(await run('export', 'desk', '-o', 'a.md')).toEqual({ status: 0, out: '', err: '' })
  expect(written('a.md')).toContain(
    '## Page 1\n\n- [ ] Buy black ink\n\nFor the meeting\n\n## Page 2\n\n- [ ] Buy ink\n',
  )
  expect(await run('export', 'desk', '-o', 'a.pdf')).toEqual({ status: 0, out: '', err: '' })
  const page = opened(readFileSync(at('a.pdf'))).loadPage(0)
  const [[quad] = []] = page.search('Buy black ink', {})
  const [, top = 0] = quad ?? []
  expect((top * 227) / 72).toBeCloseTo(150, -1.5)
  expect(page.search('For the meeting', {})).toHaveLength(1)
  world.server.ask(
    'UPDATE pages SET document = NULL, document_base = NULL, document_author = NULL, document_saved_at = NULL, document_began_at = NULL',
  )
  world.server.ask('DELETE FROM todos')
})

test('nothing is asked of the server when its text is not wanted, or has no place in the file', async () => {
  await world.server.forgetRequests()
  await run('export', 'desk', '-o', 'a.md', '--no-text')
  await run('export', 'desk', '-o', 'a.zip')
  expect(written('a.md')).not.toContain('Buy ink')
  expect(await world.server.requests()).toEqual([])
})

test('of what the server does not know it is asked nothing more', async () => {
  for (const { path, bytes } of notebookFiles({ uuid: uuid('e'), name: 'Letters', pages: [] })) write(path, bytes)
  await world.server.forgetRequests()
  expect(await run('export', `${uuid('e')}.content`, '-o', 'a.md')).toMatchObject({ status: 0 })
  expect(await world.server.requests()).toEqual(['GET /api/v1/notebooks/tree'])
})

test('without the server the rest is exported, and one line says what is missing', async () => {
  const gone = await TestServer.start()
  await gone.stop()
  const environment = { RMIRROR_TOKEN: world.token, RMIRROR_SERVER: gone.url }
  const { status, err } = await rmirrorWith(environment, 'export', 'desk', '-o', 'a.md')
  expect({ status, lines: err.trimEnd().split('\n') }).toEqual({
    status: 0,
    lines: [expect.stringContaining(`Transcriptions are missing: ${gone.url} doesn't answer`)],
  })
  expect(written('a.md')).toContain('# Diary')
  expect(await rmirror('export', 'desk', '-o', 'a.md')).toEqual({ status: 0, out: '', err: '' })
  expect(await rmirror('export', 'desk', '-o', 'b.md', '--server', world.server.url)).toMatchObject({
    status: 1,
    err: expect.stringContaining(`this computer isn't connected to ${world.server.url}`),
  })
})
