// SPDX-License-Identifier: AGPL-3.0-or-later
// What each format for another app says of the same notebook, read back by a reader of that format.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readEnex } from '../../../../../tests/formats/enex.ts'
import { exportedAs } from '../../../../../tests/formats/exported.ts'
import { notebook as notebookOf, page as pageOf } from '../../../../../tests/generator/notebook.ts'
import { complaintsOf, openedInBrowser } from '../../../../../tests/world/html.ts'
import { InProcessPool } from '../../../../../tests/world/in-process-pool.ts'
import { zipEntry, zipNames } from '../../../../../tests/world/zip.ts'
import type { Notebook, PageSource, SourceFile } from '../../../library/index.ts'
import { appFormats } from './app-formats.ts'

const fixture = (name: string): SourceFile => {
  const path = new URL(`../../../../../tests/fixtures/${name}.rm`, import.meta.url)
  return { path: `${name}.rm`, size: 1, modified: 0, read: async () => readFileSync(path) }
}

/** Roam's and Logseq's word for an open task. */
const open = 'todo'.toUpperCase()

const uuidOf = (number: number) => `01931f3c-8f00-7000-8000-00000000000${number}`

const page = (number: number, more: Partial<PageSource> = {}): PageSource => ({
  ...pageOf(number),
  uuid: uuidOf(number),
  ...more,
})

const image = '01931f3c-8f00-7000-8000-000000000401'
const file = '01931f3c-8f00-7000-8000-000000000402'

const trip = `# Trip
By **ferry** & *train*, $a<b$
- [ ] Buy tickets
- [x] Ask Ann
- Pack
  - boots
1. first
| place | day |
|---|---|
| Oslo | 3 |
☐ Call home
![sketch](attachment:${image}) and [plan](attachment:${file}) https://example.org/a_b`

const diary = (more: Partial<Notebook> = {}): Notebook =>
  notebookOf({
    uuid: '01931f3c-8f00-7000-8000-0000000000aa',
    name: 'Diary: 1/2',
    parent: 'work',
    tags: ['two words', 'travel'],
    authors: ['Ann & Co'],
    lastModified: Date.UTC(2026, 1, 3, 11, 45),
    pages: [
      page(1, { tags: ['sea'] }),
      page(2, { file: fixture('text-styles') }),
      page(3, { file: fixture('highlights-with-place') }),
    ],
    ...more,
  })

const folders = [{ uuid: 'work', name: 'Work', parent: '' }]
const attachments = {
  [image]: { name: 'Sketch.png', content: 'png bytes' },
  [file]: { name: 'plan.txt', content: 'plan' },
}

async function exported(as: keyof typeof appFormats, more: Partial<Parameters<typeof exportedAs>[1]> = {}) {
  const pool = await InProcessPool.open(1)
  const given = { notebooks: [diary()], folders, read: { [uuidOf(1)]: trip }, attachments, pool, ...more }
  const { bytes, reported } = await exportedAs(appFormats[as], given)
  expect(reported).toEqual([])
  return bytes
}

const isPng = (bytes: Buffer) => bytes.subarray(1, 4).toString() === 'PNG'

test('a TextPack has a bundle with its text, facts and images', async () => {
  const zip = await exported('textbundle')
  const root = 'Diary 1 2.textbundle'
  expect(zipNames(zip)).toEqual([
    `${root}/info.json`,
    `${root}/assets/page-001.png`,
    `${root}/assets/Sketch.png`,
    `${root}/assets/plan.txt`,
    `${root}/assets/page-002.png`,
    `${root}/assets/page-003.png`,
    `${root}/text.md`,
  ])
  expect(JSON.parse(zipEntry(zip, `${root}/info.json`).toString())).toEqual({
    version: 2,
    type: 'net.daringfireball.markdown',
    transient: false,
    creatorIdentifier: 'org.rmirror',
    'org.rmirror': {
      uuid: '01931f3c-8f00-7000-8000-0000000000aa',
      path: ['Work'],
      tags: ['two words', 'travel', 'sea'],
      modified: '2026-02-03T11:45:00.000Z',
    },
  })
  expect(isPng(zipEntry(zip, `${root}/assets/page-001.png`))).toBe(true)
  const text = zipEntry(zip, `${root}/text.md`).toString()
  expect(text.slice(0, text.indexOf('## Page 2'))).toBe(`# Diary: 1/2

#two-words #travel

*Work · Modified 2026-02-03*

## Page 1

Tags: #sea

![Page 1](assets/page-001.png)

### Trip
By **ferry** & *train*, $a< b$
- [ ] Buy tickets
- [x] Ask Ann
- Pack
  - boots
1. first
| place | day |
|---|---|
| Oslo | 3 |
- [ ] Call home
![sketch](assets/Sketch.png) and [plan](assets/plan.txt) https://example.org/a_b

`)
  expect(text).toContain('- [x] done task\n')
  expect(text).toContain('> the quiet part\n')
})

test('ENEX has a note with its text, to-dos, tags and files', async () => {
  const [note, ...others] = readEnex((await exported('enex')).toString())
  if (!note) throw new Error('no note')
  expect(others).toEqual([])
  expect([note.title, note.created, note.author]).toEqual(['Diary: 1/2', '20260203T114500Z', 'Ann & Co'])
  expect(note.tags).toEqual(['two words', 'travel', 'sea'])
  expect(note.resources.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'page-001.png image/png',
    'Sketch.png image/png',
    'plan.txt application/octet-stream',
    'page-002.png image/png',
    'page-003.png image/png',
  ])
  expect(note.resources[2]?.bytes.toString()).toBe('plan')
  expect(note.todos.slice(0, 3)).toEqual([
    { checked: false, text: 'Buy tickets' },
    { checked: true, text: 'Ask Ann' },
    { checked: false, text: 'Call home' },
  ])
  expect(note.todos).toContainEqual({ checked: true, text: 'done task' })
  expect(note.links).toEqual(['https://example.org/a_b'])
  expect(note.content).toContain(
    '<ul>\n<li>Pack\n<ul>\n<li>boots</li>\n</ul>\n</li>\n</ul>\n<ol>\n<li>first</li>\n</ol>\n',
  )
  expect(note.content).toContain('By <b>ferry</b> &amp; <i>train</i>, <code>a&lt;b</code>')
  expect(note.content).toContain('<td>Oslo</td><td>3</td>')
  expect(note.content).toMatch(/<blockquote>\n<div>the quiet part<\/div>/)
  expect(note.texts).toContain('Work')
})

test('a web page has the images in it, and needs nothing else', async () => {
  const html = (await exported('htmlPictures')).toString()
  expect(complaintsOf(html)).toBe('')
  const { document } = openedInBrowser(html)
  const images = [...document.images]
  expect(images.map(({ alt }) => alt)).toEqual(['Page 1', 'sketch', 'Page 2', 'Page 3'])
  expect(images.every(({ src }) => /^data:image\/png;base64,/.test(src))).toBe(true)
  const drawn = Buffer.from(images[0]?.src.replace(/^[^,]*,/, '') ?? '', 'base64')
  expect(isPng(drawn)).toBe(true)
  expect([...document.links].map((link) => link.getAttribute('href'))).toEqual(['https://example.org/a_b'])
  expect(html).toContain("img-src data:; style-src 'unsafe-inline'")
  expect(html).toContain('plan (attachment)')
})

test('a Logseq graph has a page of blocks, with properties and assets', async () => {
  const zip = await exported('logseq')
  const asset = (number: number) => `assets/01931f3c-8f00-7000-8000-0000000000aa-00${number}.png`
  expect(zipNames(zip)).toEqual([
    ...[asset(1), 'assets/Sketch.png', 'assets/plan.txt', asset(2), asset(3)],
    'pages/Work___Diary 1 2.md',
  ])
  expect(isPng(zipEntry(zip, asset(1)))).toBe(true)
  const text = zipEntry(zip, 'pages/Work___Diary 1 2.md').toString()
  expect(text.slice(0, text.indexOf('- ## Page 2'))).toBe(`title:: Work/Diary 1 2
tags:: two words, travel, sea
modified:: 2026-02-03
source:: reMarkable

- ## Page 1
  id:: ${uuidOf(1)}
	- ![Page 1](../${asset(1)})
	- #[[sea]]
	- # Trip
	- By **ferry** & *train*, $$a<\u2060b$$
	- ${open} Buy tickets
	- DONE Ask Ann
	- Pack
		- boots
	- first
	  logseq.order-list-type:: number
	- | place | day |
	  | --- | --- |
	  | Oslo | 3 |
	- ${open} Call home
	- ![sketch](../assets/Sketch.png) and [plan](../assets/plan.txt) https://example.org/a_b
`)
  expect(text).toContain('\t- > the quiet part\n')
})

test('JSON for Roam has a page of blocks, each with a uid of its own', async () => {
  const pages = JSON.parse((await exported('roam')).toString())
  expect(pages).toHaveLength(1)
  const [{ children, ...head }] = pages
  const time = Date.UTC(2026, 1, 3, 11, 45)
  expect(head).toEqual({ title: 'Work/Diary 1 2', 'create-time': time, 'edit-time': time })
  expect(children.map(stringsOf)).toEqual([
    '#[[two words]] #[[travel]]',
    '__Modified 2026-02-03__',
    [
      'Page 1',
      '#[[sea]]',
      'Trip',
      'By **ferry** & __train__, $$a<\u2060b$$',
      `{{[[${open}]]}} Buy tickets`,
      '{{[[DONE]]}} Ask Ann',
      ['Pack', 'boots'],
      '1. first',
      'place | day\nOslo | 3',
      `{{[[${open}]]}} Call home`,
      'sketch (attachment) and plan (attachment) https://example.org/a_b',
    ],
    expect.arrayContaining(['Page 2', `{{[[${open}]]}} open task`, ['1. numbered', '1. numbered inside']]),
    expect.arrayContaining(['Page 3', '> the quiet part']),
  ])
  const all = children.flatMap(uidsOf)
  expect(all.every((uid: string) => /^[\w-]{9}$/.test(uid))).toBe(true)
  expect(new Set(all).size).toBe(all.length)
  expect(children[2].heading).toBe(2)
  expect(children[2]['edit-time']).toBe(time)
})

interface Block {
  string: string
  uid: string
  children?: Block[]
}

type Strings = string | Strings[]

function stringsOf({ string, children }: Block): Strings {
  return children ? [string, ...children.map(stringsOf)] : string
}

function uidsOf({ uid, children = [] }: Block): string[] {
  return [uid, ...children.flatMap(uidsOf)]
}

describe('a note', () => {
  const note = diary({ name: 'Ideas', isNote: true, pages: [page(1)], tags: ['travel'] })
  const instead = {
    text: async () => '',
    picture: () => Promise.reject(new Error('a note has no image')),
  }
  const given = { notebooks: [note], instead, attachments: {}, read: { [uuidOf(1)]: 'Ideas\n- [ ] Write' } }

  test('is a TextPack of its text, named by its first line', async () => {
    const zip = await exported('textbundle', given)
    expect(zipEntry(zip, 'Ideas.textbundle/text.md').toString()).toBe('\nIdeas\n- [ ] Write\n\n#travel\n')
  })

  test('is a note in ENEX, without an image or a page number', async () => {
    const [read] = readEnex((await exported('enex', given)).toString())
    expect(read?.content).toBe('<div>Work</div>\n<div>Ideas</div>\n<div><en-todo checked="false"/>Write</div>\n')
    expect(read?.resources).toEqual([])
  })

  test('is a page in Logseq and Roam', async () => {
    const zip = await exported('logseq', given)
    expect(zipNames(zip)).toEqual(['pages/Work___Ideas.md'])
    expect(zipEntry(zip, 'pages/Work___Ideas.md').toString()).toContain(
      `source:: rMirror\n\n- Ideas\n- ${open} Write\n`,
    )
    const [{ children }] = JSON.parse((await exported('roam', given)).toString())
    expect(children.map(stringsOf)).toEqual([
      '#[[travel]]',
      '__Modified 2026-02-03__',
      'Ideas',
      `{{[[${open}]]}} Write`,
    ])
  })
})

test.each(Object.keys(appFormats) as (keyof typeof appFormats)[])('%s has the same bytes each time', async (as) => {
  expect((await exported(as)).equals(await exported(as))).toBe(true)
})
