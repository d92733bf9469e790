// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports of what people wrote in the dashboard: notes, and files that they attached to texts.
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { readEnex } from '../../../../tests/formats/enex.ts'
import { notebookFiles } from '../../../../tests/generator/document.ts'
import { zipEntry, zipNames } from '../../../../tests/world/zip.ts'
import { at, rmirrorWith, write } from '../../testing/program.ts'
import { signUp, TestServer } from '../../testing/server.ts'
import { signedIn } from '../../testing/signed-in.ts'
import { scribble, uuid } from '../../testing/watched.ts'

const world = signedIn()
const { run } = world
const written = (name: string) => readFileSync(at(name), 'utf8')

let people = 0

beforeEach(async () => {
  world.token = (await signUp(world.server, `bob${++people}@example.org`)).token
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
    page = world.server.ask(`SELECT id FROM pages WHERE page_uuid = '${uuid('a', people)}'`)
    ferry = await world.attach(page, 'the ferry (1).png', 'its bytes')
    await world.put(page, `By ![ferry](attachment:${ferry}), see [old\u0007.pdf](attachment:${lost})`)
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

  test('are in files for other apps; a web page has the images, and words for the rest', async () => {
    expect(await run('export', 'desk', '-o', 'a.enex')).toEqual({ status: 0, out: '', err: gone })
    const [note] = readEnex(written('a.enex'))
    expect(note?.resources.map(({ name }) => name)).toEqual(['page-001.png', 'the ferry (1).png'])
    expect(note?.resources[1]?.bytes.toString()).toBe('its bytes')
    expect(note?.texts.join(' ')).toContain('see old.pdf (attachment)')
    expect(await run('export', 'desk', '-o', 'a.textpack')).toEqual({ status: 0, out: '', err: gone })
    const zip = readFileSync(at('a.textpack'))
    expect(zipEntry(zip, 'Diary.textbundle/assets/the ferry (1).png').toString()).toBe('its bytes')
    expect(zipEntry(zip, 'Diary.textbundle/text.md').toString()).toContain('](assets/the%20ferry%20%281%29.png)')
    expect(await run('export', 'desk', '-o', 'a.html', '--as', 'html-images')).toMatchObject({ status: 0 })
    const bytes = Buffer.from('its bytes').toString('base64')
    expect(written('a.html')).toContain(`<img src="data:image/png;base64,${bytes}" alt="ferry">`)
    expect(readdirSync(at()).filter((name) => name.includes('attachments'))).toEqual([])
    expect(await run('export', 'desk', '-o', 'a.json')).toEqual({ status: 0, out: '', err: '' })
    expect(written('a.json')).toContain('By ferry (attachment)')
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
    await world.call('POST', '/api/v1/sync/manifest', {
      scope: 'notebooks',
      notebooks: [folder(work, 'Work'), folder(trashed, 'Old')],
    })
    await world.writeNote('# Groceries\n\n- [ ] Tea')
    await world.writeNote('# Plan\n\nStep one', work)
    await world.writeNote('# Kept\n\nStill here', trashed)
    await world.call('POST', '/api/v1/sync/manifest', {
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
    for (const more of [['--as', 'md'], []]) {
      expect(await run('export', '--notes', '-o', 'all.zip', ...more)).toEqual({ status: 0, out: '', err: '' })
      const zip = readFileSync(at('all.zip'))
      expect(zipNames(zip).toSorted()).toEqual(['Groceries.md', 'Kept.md', 'Work/Plan.md'])
      expect(zipEntry(zip, 'Work/Plan.md').toString()).toContain('Step one')
    }
  })

  test('become notes for Evernote and pages in Logseq', async () => {
    expect(await run('export', '--notes', '-o', 'all.enex')).toEqual({ status: 0, out: '', err: '' })
    const notes = readEnex(written('all.enex'))
    expect(notes.map(({ title }) => title).toSorted()).toEqual(['Groceries', 'Kept', 'Plan'])
    expect(notes.find(({ title }) => title === 'Groceries')?.todos).toEqual([{ checked: false, text: 'Tea' }])
    expect(await run('export', '--notes', '-o', 'all.zip', '--as', 'logseq')).toEqual({ status: 0, out: '', err: '' })
    const names = ['pages/Groceries.md', 'pages/Kept.md', 'pages/Work___Plan.md']
    expect(zipNames(readFileSync(at('all.zip'))).toSorted()).toEqual(names)
  })

  test('of a folder are exported with what is attached to them', async () => {
    const note = await world.writeNote('# Trip', work)
    const ferry = await world.attach(note, 'ferry.png', 'its bytes')
    await world.put(note, `# Trip\n\n![ferry](attachment:${ferry})`)
    expect(await run('export', '--notes', '--folder', 'Work', '-o', 'a.md')).toEqual({ status: 0, out: '', err: '' })
    expect(written('a.md')).toContain('![ferry](a-attachments/ferry.png)')
    expect(written('a.md')).toContain('Step one')
    expect(written('a.md')).not.toContain('Tea')
    expect(written('a-attachments/ferry.png')).toBe('its bytes')
  })

  test.each([
    [['Nothing', '-o', 'a.md'], 1, 'there is no note "Nothing" on http'],
    [['--folder', 'Nowhere', '-o', 'a.md'], 1, 'There\'s no folder "Nowhere" here'],
    [['-o', 'a.pdf'], 2, 'notes are texts: use .md, .txt, .html or a format for another app'],
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
    const environment = { RMIRROR_TOKEN: world.token, RMIRROR_SERVER: gone.url }
    expect(await rmirrorWith(environment, 'export', '--notes', '-o', 'a.md')).toMatchObject({
      status: 1,
      err: expect.stringContaining("doesn't answer"),
    })
    expect(existsSync(at('a.md'))).toBe(false)
  })
})
