// SPDX-License-Identifier: AGPL-3.0-or-later
// The vault of an account: what the server has of each page.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { fineliner, wave } from '../../../../tests/generator/ink.ts'
import { onePage } from '../../../../tests/generator/scene.ts'
import { startFront } from '../../testing/front.ts'
import { at, objects, rmirrorWith } from '../../testing/program.ts'
import { signUp, TestServer } from '../../testing/server.ts'
import { layDiary, signedIn, timesIn } from '../../testing/signed-in.ts'
import { uuid } from '../../testing/watched.ts'

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
  layDiary(pages, name)
}

const world = signedIn()
const { run } = world
const note = (path: string) => readFileSync(at('vault', path), 'utf8')
const edit = (path: string, from: string, to: string) => writeFileSync(at('vault', path), note(path).replace(from, to))

beforeEach(async () => {
  lay([1, 2])
  await run('push', 'desk')
  // As the transcription worker does.
  world.server.ask(`UPDATE pages SET ocr_status = 'completed', ocr_text = '☐ Buy ink' WHERE page_number = 1`)
  world.server.ask(`UPDATE highlights SET note = 'by Ann'`)
})

const firstPage = () => world.server.ask('SELECT id FROM pages WHERE page_number = 1')
const correct = (content: string) => world.put(firstPage(), content)

/** As the owner of the account does in the dashboard. */
function undoCorrections(): void {
  world.server.ask(`UPDATE pages SET document = NULL, document_base = NULL, document_author = NULL,
    document_saved_at = NULL, document_began_at = NULL`)
  world.server.ask('DELETE FROM todos')
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
  edit('Diary.md', 'Buy ink', 'Buy **black** ink')
  const [finding] = objects((await run('vault', 'vault', '--json')).out)
  expect(finding).toMatchObject({ finding: 'changed', page: uuid('a', 1), document: '- [ ] Buy **black** ink' })
  await correct(finding.document)
  expect((await run('vault', 'vault')).err).toBe('')
  await correct('- [ ] Buy blue ink')
  await run('vault', 'vault')
  expect(note('Diary.md')).toContain('- [ ] Buy blue ink')
  undoCorrections()
})

test('of files has the transcriptions, and pictures that are the same', async () => {
  await run('vault', 'vault')
  const { out, err } = await run('vault', 'vault', '--from', 'desk')
  // Only the person's note on the highlight is nowhere in the files.
  expect({ out, err }).toEqual({ out: '1 note written; 0 unchanged.\n', err: '' })
  expect(note('Diary.md')).toContain('- [ ] Buy ink')
})

test('asks for what has changed only', async () => {
  await run('vault', 'vault')
  const before = timesIn('vault')
  await world.server.forgetRequests()
  expect((await run('vault', 'vault')).out).toBe('The vault is up to date.\n')
  expect(await world.server.requests()).toEqual(['GET /api/v1/me', 'GET /api/v1/changes'])
  expect(timesIn('vault')).toEqual(before)

  await correct('Buy paper')
  await world.server.forgetRequests()
  expect((await run('vault', 'vault')).out).toBe('1 note written; 0 unchanged.\n')
  expect(note('Diary.md')).toContain('\nBuy paper\n')
  const notebook = `GET /api/v1/notebooks/${uuid('d')}`
  expect((await world.server.requests()).slice(2)).toEqual([notebook, `${notebook}/pages/${uuid('a', 1)}`])
  undoCorrections()
})

test('reads everything again when what it knows is lost, damaged or too old', async () => {
  await run('vault', 'vault')
  const anew = async () => {
    await world.server.forgetRequests()
    expect((await run('vault', 'vault')).out).toBe('The vault is up to date.\n')
    return (await world.server.requests()).filter((each) => each.includes('/pages/')).length
  }
  rmSync(at('vault/.rmirror/account'), { recursive: true })
  expect(await anew()).toBe(2)
  writeFileSync(at('vault/.rmirror/account', `${uuid('d')}.json`), '[]')
  expect(await anew()).toBe(2)
  writeFileSync(at('vault/.rmirror/account/index.json'), '{"version":1}')
  expect(await anew()).toBe(2)
  world.server.ask('UPDATE change_counters SET last = last + 1, forgotten = last + 1')
  expect(await anew()).toBe(2)
  expect(await anew()).toBe(0)
  const stranger = (await signUp(world.server, 'bob@example.org')).token
  const { err } = await rmirrorWith({ ...world.environment(), RMIRROR_TOKEN: stranger }, 'vault', 'vault')
  expect(err).toContain('is no longer in the library')
})

test('stores nothing in a dry run', async () => {
  const { out } = await run('vault', 'vault', '--dry-run')
  expect(out).toContain('Would be done: 1 note written')
  expect(existsSync(at('vault'))).toBe(false)
})

test('has the files that were attached to a text, and takes their links back', async () => {
  const id = await world.writeNote('Plan')
  const sketch = await world.attach(id, 'sketch.png', 'a picture')
  const minutes = await world.attach(id, 'minutes.md', '# Minutes')
  await world.put(id, `Plan\n\n![the sketch](attachment:${sketch}) [minutes](attachment:${minutes})`)
  await run('vault', 'vault')
  const folder = `rmirror-files/${world.server.ask(`SELECT notebook_uuid FROM notebooks WHERE document_type = 'notes'`)}`
  const links = `![the sketch](${folder}/attachment-${sketch}.png) [minutes](${folder}/attachment-${minutes}.md.txt)`
  expect(note('Plan.md')).toContain(`Plan\n\n${links}\n`)
  expect(note(`${folder}/attachment-${sketch}.png`)).toBe('a picture')
  expect(note(`${folder}/attachment-${minutes}.md.txt`)).toBe('# Minutes')
  expect((await run('vault', 'vault')).out).toBe('The vault is up to date.\n')
  edit('Plan.md', 'the sketch', 'my sketch')
  const [finding] = objects((await run('vault', 'vault', '--json')).out)
  expect(finding.document).toBe(`Plan\n\n![my sketch](attachment:${sketch}) [minutes](attachment:${minutes})`)
  world.server.ask(`UPDATE notebooks SET deleted_at = now() WHERE document_type = 'notes'`)
})

test('moves with the account, and marks what was deleted there', async () => {
  await run('vault', 'vault')
  lay([1, 2], 'Journal')
  await run('push', 'desk')
  expect((await run('vault', 'vault')).out).toBe('1 note written, 1 note moved; 0 unchanged.\n')
  expect(note('Journal.md')).toContain('# Journal')
  world.server.ask(`UPDATE notebooks SET deleted_at = now()`)
  const { err } = await run('vault', 'vault')
  expect(err).toContain('Journal.md: what it shows is no longer in the library. The note stays')
  world.server.ask(`UPDATE notebooks SET deleted_at = NULL`)
})

test('writes nothing where the server does not answer', async () => {
  await run('vault', 'vault', '--from', 'desk')
  const before = note('Diary.md')
  const gone = await TestServer.start()
  await gone.stop()
  const environment = { RMIRROR_TOKEN: world.token, RMIRROR_SERVER: gone.url }
  for (const args of [[], ['--from', 'desk']]) {
    const { status, err } = await rmirrorWith(environment, 'vault', 'vault', ...args)
    expect({ status, lines: err.trimEnd().split('\n') }).toEqual({
      status: 1,
      lines: [expect.stringContaining("doesn't answer")],
    })
  }
  expect(note('Diary.md')).toBe(before)
})

test('a server that gives a notebook the name of another file is refused, and writes nothing', async () => {
  await using front = await startFront(world.server.url, (request, answer) =>
    request.url?.startsWith('/api/v1/notebooks/tree')
      ? { ...answer, text: answer.text.replaceAll(uuid('d'), '../../../written') }
      : answer,
  )
  const { status, err } = await rmirrorWith({ ...world.environment(), RMIRROR_SERVER: front.url }, 'vault', 'a/b/vault')
  expect({ status, err }).toEqual({
    status: 1,
    err: `rmirror: ${front.url}: The server's answer can't be used: it gave a notebook the id "../../../written".\n`,
  })
  expect(existsSync(at('a/written.json'))).toBe(false)
})

test('an index that another program wrote removes no other file', async () => {
  await run('vault', 'a/b/vault')
  const index = at('a/b/vault/.rmirror/account/index.json')
  const known = JSON.parse(readFileSync(index, 'utf8'))
  writeFileSync(index, JSON.stringify({ ...known, sums: { ...known.sums, '../../../kept': '1' } }))
  writeFileSync(at('a/kept.json'), 'mine')
  expect(await run('vault', 'a/b/vault')).toEqual({ status: 0, out: 'The vault is up to date.\n', err: '' })
  expect(readFileSync(at('a/kept.json'), 'utf8')).toBe('mine')
})
