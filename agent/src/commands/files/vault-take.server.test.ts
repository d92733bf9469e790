// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person wrote inside a note of a vault becomes the text of its page in the account.
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { fineliner, wave } from '../../../../tests/generator/ink.ts'
import { onePage } from '../../../../tests/generator/scene.ts'
import { losingFirstAnswer } from '../../testing/front.ts'
import { at, objects, rmirrorWith } from '../../testing/program.ts'
import { layDiary, signedIn } from '../../testing/signed-in.ts'
import { uuid } from '../../testing/watched.ts'

const world = signedIn()
const { run } = world
const note = () => readFileSync(at('vault/Diary.md'), 'utf8')
const edit = (from: string, to: string) => writeFileSync(at('vault/Diary.md'), note().replace(from, to))
const take = (...more: string[]) => run('vault', 'vault', '--take', 'vault/Diary.md', ...more)
const pageId = (number: number) => world.server.ask(`SELECT id FROM pages WHERE page_number = ${number}`)
const documentOf = async (number: number): Promise<string> =>
  (await world.call('GET', `/api/v1/documents/${pageId(number)}`)).content

beforeEach(async () => {
  layDiary(
    [1, 2].map((number) => ({
      uuid: uuid('a', number),
      scene: onePage([wave({ x: -300, y: 200 + 3 * number }, 200 + number, fineliner)]),
    })),
  )
  await run('push', 'desk')
  // As the transcription worker does.
  world.server.ask(`UPDATE pages SET ocr_status = 'completed', ocr_text = 'Call Ann', document = NULL,
    document_base = NULL, document_author = NULL, document_saved_at = NULL, document_began_at = NULL`)
  await run('vault', 'vault', '--put-back', 'Diary.md')
  await run('vault', 'vault')
})

test('saves it once, and keeps the text before as a version', async () => {
  edit('Call Ann', 'Call *Anna*')
  expect((await run('vault', 'vault')).err).toContain('--take "Diary.md" makes it the page\'s text')
  expect((await take('--dry-run')).out).toContain('Would be taken: Diary.md, page 1.')
  expect(await documentOf(1)).toBe('Call Ann')
  expect(await take()).toEqual({
    status: 0,
    out: "Diary.md, page 1: what you wrote is the page's text now. The text before is one of its versions in rMirror.\n1 note written; 0 unchanged.\n",
    err: '',
  })
  expect([await documentOf(1), await documentOf(2)]).toEqual(['Call *Anna*', 'Call Ann'])
  const before = note()
  expect(await take()).toEqual({
    status: 0,
    out: 'Nothing is changed inside Diary.md.\nThe vault is up to date.\n',
    err: '',
  })
  expect(note()).toBe(before)
  const { items } = await world.call('GET', `/api/v1/documents/${pageId(1)}/versions`)
  const version = await world.call('GET', `/api/v1/documents/${pageId(1)}/versions/${items[0].id}`)
  expect(version.content).toBe('Call Ann')
  await world.put(pageId(1), version.content)
  await run('vault', 'vault')
  expect(note()).toContain('\nCall Ann\n')
})

test('says that it was taken, also if the answer is lost and the request repeated', async () => {
  edit('Call Ann', 'Call Anna')
  await using front = await losingFirstAnswer(world.server.url, 'PUT')
  const { status, out, err } = await rmirrorWith(
    { ...world.environment(), RMIRROR_SERVER: front.url },
    ...['vault', 'vault', '--take', 'vault/Diary.md'],
  )
  expect({ status, err }).toEqual({ status: 0, err: '' })
  expect(out).toContain("Diary.md, page 1: what you wrote is the page's text now.")
  expect(await documentOf(1)).toBe('Call Anna')
})

test('overwrites no text that came to the account since', async () => {
  edit('Call Ann', 'Call Anna')
  await world.put(pageId(1), 'Call Bob')
  const { status, out, err } = await take()
  expect({ status, out }).toEqual({ status: 1, out: 'The vault is up to date.\n' })
  expect(err).toContain('Diary.md, page 1: rMirror has another text of this page since you changed it')
  expect([await documentOf(1), note().includes('Call Anna')]).toEqual(['Call Bob', true])
})

test('takes nothing else for the text of a page', async () => {
  edit('## Page 1 ', '## First page ')
  const { status, err } = await take()
  expect([status, err]).toEqual([1, expect.stringContaining("Diary.md, page 1: more than the page's text was changed")])
  const { out } = await take('--json')
  expect(objects(out)[0]).toMatchObject({ action: 'take', note: 'Diary.md', result: 'more' })
})

test('is for vaults of an account', async () => {
  const { status, err } = await take('--from', 'desk')
  expect([status, err]).toEqual([2, expect.stringContaining('--take is for a vault of your account')])
})
