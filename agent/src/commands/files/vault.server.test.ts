// SPDX-License-Identifier: AGPL-3.0-or-later
// The vault of an account: what the server has of each page.
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { notebookFiles } from '../../../../tests/generator/document.ts'
import { fineliner, wave } from '../../../../tests/generator/ink.ts'
import { onePage } from '../../../../tests/generator/scene.ts'
import { at, objects, rmirrorWith, write } from '../../testing/program.ts'
import { signUp, TestServer } from '../../testing/server.ts'

const uuid = (letter: string, number = 0) => `${letter.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`

function lay(seeds: number[], name = 'Diary'): void {
  const mark = { x: -500, y: 400, width: 300, height: 40 }
  const pages = seeds.map((seed, index) => ({
    uuid: uuid('a', index + 1),
    tags: ['garden'],
    scene: onePage([
      wave({ x: -300, y: 200 + 3 * seed }, 200 + seed, fineliner),
      { kind: 'highlight', color: 3, text: 'well said', rects: [mark] },
    ]),
  }))
  for (const { path, bytes } of notebookFiles({ uuid: uuid('d'), name, pages })) write(`desk/${path}`, bytes)
}

let server: TestServer
let token: string
const run = (...args: string[]) => rmirrorWith({ RMIRROR_TOKEN: token, RMIRROR_SERVER: server.url }, ...args)
const note = (path: string) => readFileSync(at('vault', path), 'utf8')

beforeAll(async () => {
  server = await TestServer.start({ RMIRROR_TEST_RATE_LIMITS: 'off', RMIRROR_ANTHROPIC_API_KEY: 'no-one-asks' })
  token = (await signUp(server)).token
})
afterAll(() => server.stop())

beforeEach(async () => {
  lay([1, 2])
  await run('push', 'desk')
  // As the transcription worker does.
  server.ask(`UPDATE pages SET ocr_status = 'completed', ocr_text = '☐ Buy ink' WHERE page_number = 1`)
  server.ask(`UPDATE highlights SET note = 'by Ann'`)
})

const correct = (content: string) => {
  const id = server.ask('SELECT id FROM pages WHERE page_number = 1')
  return fetch(`${server.url}/api/v1/documents/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify({ content }),
  })
}

test('has texts, to-dos, highlights, tags and pictures of the account, and a second run writes nothing', async () => {
  expect(await run('vault', 'vault')).toEqual({
    status: 0,
    out: '1 note written, 2 files written; 0 unchanged.\n',
    err: '',
  })
  const picture = `rmirror-files/${uuid('d')}/${uuid('a', 1)}.png`
  expect(note('Diary.md')).toContain(
    `## Page 1 ^${uuid('a', 1)}\n\n![[${picture}]]\n\nTags: #garden\n\n- [ ] Buy ink\n\n> [!quote] Page 1\n> well said\n>\n> by Ann\n> #garden\n`,
  )
  expect(note('Diary.md')).toContain('*Not transcribed yet.*')
  expect(readFileSync(at('vault', picture)).subarray(1, 4).toString()).toBe('PNG')
  expect(await run('vault', 'vault')).toEqual({ status: 0, out: 'The vault is up to date.\n', err: '' })
})

test('offers text that was changed inside, and follows once it is the correction', async () => {
  await run('vault', 'vault')
  writeFileSync(at('vault/Diary.md'), note('Diary.md').replace('Buy ink', 'Buy **black** ink'))
  const [finding] = objects((await run('vault', 'vault', '--json')).out)
  expect(finding).toMatchObject({ finding: 'changed', page: uuid('a', 1), document: '- [ ] Buy **black** ink' })
  expect((await correct(finding.document)).status).toBe(200)
  expect((await run('vault', 'vault')).err).toBe('')
  await correct('- [ ] Buy blue ink')
  await run('vault', 'vault')
  expect(note('Diary.md')).toContain('- [ ] Buy blue ink')
  server.ask(`UPDATE pages SET document = NULL, document_base = NULL, document_author = NULL, document_saved_at = NULL,
    document_began_at = NULL`)
  server.ask('DELETE FROM todos')
})

test('of files has the transcriptions, and pictures that are the same', async () => {
  await run('vault', 'vault')
  const { out, err } = await run('vault', 'vault', '--from', 'desk')
  // Only the person's note on the highlight is nowhere in the files.
  expect({ out, err }).toEqual({ out: '1 note written; 0 unchanged.\n', err: '' })
  expect(note('Diary.md')).toContain('- [ ] Buy ink')
})

test('moves with the account, and marks what was deleted there', async () => {
  await run('vault', 'vault')
  lay([1, 2], 'Journal')
  await run('push', 'desk')
  expect((await run('vault', 'vault')).out).toBe('1 note written, 1 note moved; 0 unchanged.\n')
  expect(note('Journal.md')).toContain('# Journal')
  server.ask(`UPDATE notebooks SET deleted_at = now()`)
  const { err } = await run('vault', 'vault')
  expect(err).toContain('Journal.md: what it shows is no longer in the library. The note stays')
  server.ask(`UPDATE notebooks SET deleted_at = NULL`)
})

test('writes nothing where the server does not answer', async () => {
  await run('vault', 'vault', '--from', 'desk')
  const before = note('Diary.md')
  const gone = await TestServer.start()
  await gone.stop()
  const environment = { RMIRROR_TOKEN: token, RMIRROR_SERVER: gone.url }
  for (const args of [[], ['--from', 'desk']]) {
    const { status, err } = await rmirrorWith(environment, 'vault', 'vault', ...args)
    expect({ status, lines: err.trimEnd().split('\n') }).toEqual({
      status: 1,
      lines: [expect.stringContaining("doesn't answer")],
    })
  }
  expect(note('Diary.md')).toBe(before)
})
