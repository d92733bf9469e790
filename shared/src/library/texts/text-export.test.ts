// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { notebook, page } from '../../../../tests/generator/notebook.ts'
import { exportPathsOf } from '../model/export-paths.ts'
import { openingAlone, openingAmongOthers, pageSection, withoutTextNote } from './text-export.ts'

test('puts the headings of a page below the page’s own', () => {
  expect(pageSection({ page: page(3), text: '# Plan\n\n## Today\n\n\\# not a heading\n' }, 'markdown')).toBe(
    '\n## Page 3\n\n### Plan\n\n#### Today\n\n\\# not a heading\n',
  )
})

test('a comment in code stays a comment', () => {
  const read = '# Plan\n```sh\n# comment\n```'
  expect(pageSection({ page: page(3), text: '', read }, 'markdown')).toBe(
    '\n## Page 3\n\n### Plan\n```sh\n# comment\n```\n',
  )
})

test('a title that looks like YAML or Markdown stays a title', () => {
  const opening = openingAlone(notebook({ name: 'a: "b"\n# *c*', tags: ['- x', 'y: z'] }), [], 'markdown')
  expect(opening).toBe(
    '---\ntitle: "a: \\"b\\"\\n# *c*"\npath: "a: \\"b\\"\\n# *c*"\ntags:\n  - "x"\n  - "y-z"\nsource: "reMarkable"\n---\n\n# a: "b" \\# \\*c\\*\n',
  )
})

test('front matter says where a notebook lies, when it changed, and its tags and its pages’, as YAML reads them', () => {
  const folders = [
    { uuid: 'w', name: 'Work', parent: '' },
    { uuid: 'm', name: 'Meet\u2028ings: 2026', parent: 'w' },
  ]
  const lastModified = Date.UTC(2026, 10, 20, 12)
  const tagged = notebook({ parent: 'm', tags: ['red', 'yes'], pages: [page(1, 'red'), page(2, 'blue')], lastModified })
  const [, yaml = ''] = openingAlone(tagged, folders, 'markdown').split('---\n')
  expect(yaml).not.toContain('\u2028')
  expect(parse(yaml)).toEqual({
    title: 'Notes',
    path: 'Work/Meet\u2028ings: 2026/Notes',
    tags: ['red', 'yes', 'blue'],
    modified: '2026-11-20T12:00:00.000Z',
    source: 'reMarkable',
  })
})

test('front matter says the language of all transcriptions, and its direction, as Pandoc reads them', () => {
  const yaml = (language: string | null) => openingAlone(notebook({}), [], 'markdown', language)
  expect(yaml('he')).toContain('\nlang: "he"\ndir: rtl\n')
  expect(yaml('ja')).toContain('\nlang: "ja"\n')
  expect(yaml('ja')).not.toContain('dir:')
  expect(yaml(null)).not.toContain('lang:')
})

test('a notebook among others names its folders', () => {
  const folders = [
    { uuid: 'w', name: 'Work', parent: '' },
    { uuid: 'm', name: 'Meetings', parent: 'w' },
  ]
  expect(openingAmongOthers(notebook({ parent: 'm', tags: ['red'] }), folders, 'markdown')).toBe(
    '# Work / Meetings / Notes\n\nTags: #red\n',
  )
  expect(openingAmongOthers(notebook({ parent: 'm' }), folders, 'plain')).toBe(
    'Work / Meetings / Notes\n=======================\n',
  )
})

test('a notebook in the trash says so below its title', () => {
  const folders = [{ uuid: 'o', name: 'Old', parent: 'trash' }]
  const thrown = notebook({ parent: 'o' })
  expect(openingAlone(thrown, folders, 'plain')).toBe('Notes\n=====\n\n[This notebook is in the trash.]\n')
  expect(openingAlone(notebook({ parent: 'trash' }), [], 'markdown')).toMatch(
    /\n# Notes\n\n\*This notebook is in the trash\.\*\n$/,
  )
  expect(openingAmongOthers(thrown, folders, 'markdown')).toBe('# Old / Notes\n\n*This notebook is in the trash.*\n')
  expect(openingAlone(notebook({ parent: '' }), folders, 'plain')).toBe('Notes\n=====\n')
})

test('a page has a heading, its tags and its text', () => {
  expect(pageSection({ page: page(3, 'todo'), text: 'Hello\n' }, 'markdown')).toBe(
    '\n## Page 3\n\nTags: #todo\n\nHello\n',
  )
  expect(pageSection({ page: page(3), text: 'Hello' }, 'plain')).toBe('\nPage 3\n------\n\nHello\n')
})

test('what was read stands before what was typed, below the page’s heading, and brings no tags in', () => {
  const result = { page: page(3, 'todo'), text: '# Typed\n', read: '# Plan\n- [ ] <b>ink</b>\n' }
  expect(pageSection(result, 'markdown')).toBe(
    '\n## Page 3\n\nTags: #todo\n\n### Plan\n- [ ] \\<b>ink\\</b>\n\n### Typed\n',
  )
  expect(pageSection({ ...result, text: '' }, 'plain')).toBe(
    '\nPage 3\n------\n\nTags: todo\n\nPlan\n- [ ] <b>ink</b>\n',
  )
  expect(pageSection({ page: page(3), failure: 'cut', read: 'Plan' }, 'markdown')).toBe(
    "\n## Page 3\n\nPlan\n\n> This page couldn't be read: cut.\n",
  )
})

test('typed lists keep their bullets, numbers and boxes in plain text, as transcribed ones do', () => {
  const list = '# Week 7\n\n- [ ] buy \\*ink\\*\n    - [x] **black**\n- milk\n\nA line\\\nand one more.\n\n10. ten\n'
  const said = 'Week 7\n\n- [ ] buy *ink*\n  - [x] black\n- milk\n\nA line\nand one more.\n\n10. ten\n'
  expect(pageSection({ page: page(3), text: list }, 'plain')).toBe(`\nPage 3\n------\n\n${said}`)
  expect(pageSection({ page: page(3), text: list }, 'markdown')).toBe(`\n## Page 3\n\n##${list}`)
})

test('pages without text are named together, once', () => {
  expect(pageSection({ page: page(1), text: '\n' }, 'markdown')).toBe('')
  expect(withoutTextNote([1, 2, 3, 7, 9, 10], 'markdown')).toBe('\n*No typed text on pages 1-3, 7, 9-10.*\n')
  expect(withoutTextNote([4], 'plain')).toBe('\n[No typed text on page 4.]\n')
  expect(withoutTextNote([4], 'plain', true)).toBe('\n[No text on page 4.]\n')
  expect(withoutTextNote([], 'plain')).toBe('')
})

test('a page that is not transcribed yet says so above its typed text', () => {
  expect(pageSection({ page: page(3), text: 'Hello\n', waits: true }, 'markdown')).toBe(
    '\n## Page 3\n\n*Not transcribed yet.*\n\nHello\n',
  )
  expect(pageSection({ page: page(3), text: '', waits: true }, 'plain')).toBe(
    '\nPage 3\n------\n\n[Not transcribed yet.]\n',
  )
})

test('what a person wrote for a page that is not transcribed yet is there', () => {
  const written = { page: page(3), text: '', read: 'Call Ann', waits: true }
  expect(pageSection(written, 'plain')).toBe('\nPage 3\n------\n\nCall Ann\n')
})

test('a page that could not be read says so in its place', () => {
  expect(pageSection({ page: page(2), failure: 'stroke claims 9 points' }, 'markdown')).toBe(
    "\n## Page 2\n\n> This page couldn't be read: stroke claims 9 points.\n",
  )
})

test('notebooks lie in the tablet’s folders, under names that every system takes', () => {
  const library = {
    folders: [
      { uuid: 'w', name: 'Work: 2026?', parent: '' },
      { uuid: 't', name: 'trash', parent: '' },
    ],
    notebooks: [
      notebook({ uuid: '1', name: 'CON', parent: 'w' }),
      notebook({ uuid: '2', name: 'notes', parent: 'w' }),
      notebook({ uuid: '3', name: 'Notes', parent: 'w' }),
      notebook({ uuid: '4', name: 'Old', parent: 'trash' }),
      notebook({ uuid: '5', name: 'In a folder called trash', parent: 't' }),
    ],
  }
  expect(exportPathsOf(library).map(({ notebook: { uuid }, folder }) => [uuid, folder])).toEqual([
    ['5', 'trash (2)/In a folder called trash'],
    ['1', 'Work 2026/CON_'],
    ['2', 'Work 2026/notes'],
    ['3', 'Work 2026/Notes (2)'],
    ['4', 'Trash/Old'],
  ])
})

test('a notebook that becomes a file takes no name that a folder beside it has', () => {
  const folder = (uuid: string, name: string) => ({ uuid, name, parent: '', lastModified: 0, pinned: false, tags: [] })
  const library = {
    folders: [folder('f', 'Plans.PDF'), folder('g', 'Plans (2).txt'), folder('h', 'Lists')],
    notebooks: [
      notebook({ uuid: '1', name: 'Plans' }),
      notebook({ uuid: '2', name: 'plans' }),
      notebook({ uuid: '3', name: 'Lists' }),
      notebook({ uuid: '4', name: 'Within', parent: 'f' }),
    ],
  }
  const places = exportPathsOf(library, ['.pdf', '.txt'])
  expect(places.map(({ notebook: { uuid }, folder }) => [uuid, folder])).toEqual([
    ['4', 'Plans.PDF/Within'],
    ['3', 'Lists (2)'],
    ['1', 'Plans (3)'],
    ['2', 'plans (4)'],
  ])
})

test('a note is its text, with its own headings: it has no page that could be named', () => {
  const note = notebook({ name: 'Friday', isNote: true, pages: [page(1)] })
  const text = { page: page(1), text: '', read: '# Friday\n\n- [ ] Milk' }
  expect(openingAlone(note, [], 'markdown')).toBe('---\ntitle: "Friday"\npath: "Friday"\nsource: "rMirror"\n---\n')
  expect(pageSection({ ...text, noteIn: 'own document' }, 'markdown')).toBe('\n# Friday\n\n- [ ] Milk\n')
  expect(openingAlone(note, [], 'plain') + pageSection({ ...text, noteIn: 'own document' }, 'plain')).toBe(
    'Friday\n\n- [ ] Milk\n',
  )
  expect(openingAmongOthers(note, [], 'markdown')).toBe('# Friday\n')
  expect(pageSection({ ...text, noteIn: 'document of several' }, 'markdown')).toBe('\n### Friday\n\n- [ ] Milk\n')
})
