// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules of integrations: faults, previews, and what arrives at services that take to-dos, notes and highlights.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Account } from '../../../e2e/emulators/targets/todoist-account.mjs'
import type { TodoistService } from '../../../e2e/emulators/todoist.mjs'
import { kill } from '../../world/programs.ts'
import { testSeed } from '../../world/seed.ts'
import { uuid } from '../library.ts'
import { Delivering, type Person } from './delivering.ts'
import { complete, pagesOf } from './todo-database.ts'

let world: Delivering
beforeAll(async () => {
  world = await Delivering.start()
})
afterAll(async () => {
  const violations = Object.values(world.emulated).flatMap(({ service }) => service.violations)
  await world[Symbol.asyncDispose]()
  expect(violations).toEqual([])
})

interface Rule {
  tags?: string[]
  folders?: string[]
  types?: string[]
  is_pinned?: boolean | null
  words?: string[]
  does: 'send' | 'leave_out'
  place?: string
}

const rulesOf = (list: Rule[], otherwise: Rule['does'] = 'leave_out', leave = 'withdraw') => ({
  list,
  otherwise,
  leave,
})

const folder = (nth: number, visible_name: string, tags: string[] = []) => ({
  ...{ notebook_uuid: uuid(nth), document_type: 'folder', visible_name, tags, pages: [] },
})
/** Each of the pages has a text; ids differ by `nth`. */
const notebook = (nth: number, texts: string[], more: object = {}) => ({
  ...pagesOf(texts, `Diary ${nth}`),
  notebook_uuid: uuid(nth),
  pages: pagesOf(texts).pages.map((page, at) => ({ ...page, page_uuid: uuid(1000 * nth + at) })),
  ...more,
})
const libraryOf = (...notebooks: object[]) => ({
  scope: 'library',
  notebooks: [...notebooks, { ...notebook(999, []), visible_name: 'Empty' }],
})

async function setUp(target: string, who: string, library: object, rules: object | null): Promise<Person> {
  const types: Record<string, string> = { todoist: 'todo', webhook: 'page_text', notion: 'page_text' }
  const type = types[target] ?? (target === 'readwise' ? 'highlight' : 'notebook')
  const kim = await world.person(target, `rules-${who}`, type)
  await kim.announce(library)
  await kim.setUp({ rules })
  await kim.syncNow()
  await kim.untilAtRest()
  return kim
}

const save = (kim: Person, rules: object | null) =>
  kim.integration('PUT', { settings: kim.emulated.valuesOf(kim.who), rules })

/** Others are set, and everything that follows is done. */
async function change(kim: Person, rules: object | null): Promise<void> {
  expect((await save(kim, rules)).status).toBe(200)
  await kim.syncNow()
  await kim.untilAtRest()
}

async function write(kim: Person, ...notebooks: object[]): Promise<void> {
  await kim.announce(libraryOf(...notebooks))
  await kim.untilAtRest()
  // A comparison waits for items that workers have only just taken.
  await kim.syncNow()
  await kim.untilAtRest()
}

const account = (kim: Person): Account => (kim.emulated.service as unknown as TodoistService).account(kim.who)

/** "Milk in Shopping", of open tasks. */
const placed = (kim: Person) =>
  account(kim)
    .list(false)
    .map(({ content, project_id }) => `${content} in ${account(kim).projects.get(project_id)?.name}`)
    .toSorted()

it.concurrent('a rule that is wrong is named, and nothing is stored', async () => {
  const kim = await world.person('webhook', 'rules-wrong')
  const send = { does: 'send' } as const
  const list = (...rules: object[]) => ({ list: rules, otherwise: 'send', leave: 'keep' })
  const wrong: [field: string, rules: unknown][] = [
    ['rules', 5],
    ['rules.list', { otherwise: 'send', leave: 'keep' }],
    ['rules.list', list(...Array.from({ length: 51 }, () => ({ ...send, tags: ['x'] })))],
    ['rules.list[0].tags', list(send)],
    ['rules.list[0].tags', list({ ...send, tags: [], words: [], is_pinned: null })],
    ['rules.list[1].tags[0]', list({ ...send, tags: ['x'] }, { ...send, tags: [''] })],
    ['rules.list[0].tags', list({ ...send, tags: Array.from({ length: 51 }, () => 'x') })],
    ['rules.list[0].folders[0]', list({ ...send, folders: ['Work'] })],
    ['rules.list[0].types[1]', list({ ...send, types: ['pdf', 'folder'] })],
    ['rules.list[0].is_pinned', list({ ...send, is_pinned: 'yes' })],
    ['rules.list[0].words[0]', list({ ...send, words: ['x'.repeat(101)] })],
    ['rules.list[0].does', list({ tags: ['x'], does: 'delete' })],
    ['rules.list[0].place', list({ ...send, tags: ['x'], place: '6XWork' })],
    ['rules.list[0].target', list({ ...send, tags: ['x'], target: 'todoist' })],
    ['rules.otherwise', { list: [], leave: 'keep' }],
    ['rules.leave', { list: [], otherwise: 'send', leave: 'sometimes' }],
  ]
  for (const [field, rules] of wrong)
    for (const answer of [await save(kim, rules as object), await kim.integration('POST', { rules }, '/preview')])
      expect([answer.status, answer.body.field]).toEqual([400, field])
  expect((await kim.integration('GET')).status).toBe(404)

  const taken = { ...rulesOf([{ ...send, words: ['x'] }]) }
  expect((await save(kim, taken)).body.rules).toEqual({
    ...taken,
    list: [{ tags: [], folders: [], types: [], is_pinned: null, words: ['x'], does: 'send', place: null }],
  })
  expect((await save(kim, null)).body.rules).toBeNull()
  const pulled = await kim.ask(
    'PUT /api/v1/integrations/:target_name',
    { json: { settings: {}, rules: { list: [], otherwise: 'send', leave: 'keep' } } },
    '/api/v1/integrations/obsidian',
  )
  expect([pulled.status, pulled.body.field]).toEqual([400, 'rules'])
})

it.concurrent('the place of a rule has to be one of the target', async () => {
  const kim = await world.person('todoist', 'rules-place', 'todo')
  const wrong = (rule: object) =>
    save(kim, rulesOf([{ words: ['x'], does: 'send' }, { words: ['y'], ...rule } as Rule]))
  for (const rule of [
    { does: 'send', place: '../user' },
    { does: 'leave_out', place: '6XWork' },
  ])
    expect((await wrong(rule)).body).toMatchObject({ status: 400, field: 'rules.list[1].place' })
})

const safe = ['Work', 'Work/Invoices 2026', 'Café']
const unsafe = [
  ...[
    '..',
    '../Work',
    'Work/../..',
    '/Work',
    'Work/',
    'a//b',
    './a',
    '.git/hooks',
    'C:/Work',
    'a\\b',
    'NUL',
    'Work/com1',
  ],
  ...['a\nb', 'Work.', 'rmirror-files/a', 'x'.repeat(151)],
]

it.concurrent.for(['webdav', 'git'])(
  'the folder of a rule has to be one below that of the notes: %s',
  async (target) => {
    const kim = await world.person(target, `rules-folder-${target}`, 'notebook')
    const saved = (place: string) => save(kim, rulesOf([{ words: ['x'], does: 'send', place }]))
    for (const place of unsafe) expect([place, (await saved(place)).body.field]).toEqual([place, 'rules.list[0].place'])
    expect((await kim.integration('GET')).status).toBe(404)
    for (const place of safe) expect((await saved(place)).body.rules.list[0].place).toBe(place)
  },
)

it.concurrent('a preview says by rule what is sent, moved, withdrawn and kept, and sends nothing', async () => {
  const texts = ['- [ ] Milk\n- [ ] Ink', '- [ ] Call Ann\n- [ ] Call Bob']
  const kim = await setUp('todoist', 'preview', libraryOf(notebook(1, texts)), rulesOf([], 'send'))
  await kim.endLooks()
  const calls = kim.calls().length
  const shopping = account(kim).addProject('Shopping').id
  const rules = (leave: string) => ({
    list: [
      { words: ['milk'], does: 'send', place: shopping },
      { words: ['call'], does: 'leave_out' },
      { words: ['nothing'], does: 'send' },
    ],
    otherwise: 'send',
    leave,
  })
  const none = { create: 0, move: 0, remove: 0, keep: 0, stay: 0, examples: [] }
  const example = (effect: string, text: string) => ({ effect, visible_name: 'Diary 1', text })
  const { body } = await kim.preview({ rules: rules('withdraw') })
  expect(body.items).toEqual({ todo: { create: 0, update: 0, remove: 2, unchanged: 1, move: 1, keep: 0 } })
  expect(body.rules).toEqual([
    { ...none, rule: 0, move: 1, examples: [example('move', 'Milk')] },
    {
      ...{ ...none, rule: 1, remove: 2 },
      examples: expect.arrayContaining([example('remove', 'Call Ann'), example('remove', 'Call Bob')]),
    },
    { ...none, rule: 2 },
    { ...none, rule: null, stay: 1 },
  ])
  const kept = (await kim.preview({ rules: rules('keep') })).body
  expect(kept.rules[1]).toMatchObject({ keep: 2, remove: 0 })
  expect((await kim.preview({ rules: null })).body.rules).toBeNull()
  expect(kim.calls()).toHaveLength(calls)
  // Stored rules are the ones that are previewed when none are given.
  await change(kim, rulesOf([{ words: ['call'], does: 'send' }]))
  expect((await kim.preview()).body.rules).toMatchObject([{ stay: 2 }, { rule: null }])
  expect(kim.texts()).toEqual(['Call Ann', 'Call Bob'])
})

it.concurrent('a preview of notebooks counts whole ones, and a withdrawn one is said by its name', async () => {
  const library = libraryOf(notebook(1, ['Ink', 'Paper'], { tags: ['work'] }), notebook(2, ['Milk']))
  const kim = await setUp('webdav', 'preview-notes', library, null)
  const { body } = await kim.preview({ rules: rulesOf([{ tags: ['work'], does: 'leave_out' }], 'send') })
  expect(body.rules).toMatchObject([
    { remove: 1, stay: 0, examples: [{ effect: 'remove', visible_name: 'Diary 1', text: null }] },
    { rule: null, remove: 0 },
  ])
})

it.concurrent('to-dos go to the project of their rule, and move once when it changes', async () => {
  const pages = ['- [ ] Milk\n- [x] Bread', '- [ ] Call Ann']
  const kim = await setUp('todoist', 'projects', libraryOf(notebook(1, pages)), null)
  const [shopping, work] = ['Shopping', 'Work'].map((name) => account(kim).addProject(name).id)
  const send = (words: string, place?: string): Rule => ({ words: [words], does: 'send', ...(place && { place }) })
  await change(kim, rulesOf([send('milk', shopping), send('call', work)], 'send'))
  expect(placed(kim)).toEqual(['Call Ann in Work', 'Milk in Shopping'])
  await change(kim, rulesOf([send('milk', work)], 'send'))
  expect(placed(kim)).toEqual(['Call Ann in Inbox', 'Milk in Work'])

  // What is completed stays where it is.
  await complete(kim, 'Milk')
  await kim.untilAtRest()
  await change(kim, rulesOf([send('milk', shopping)], 'send'))
  const done = account(kim).list(true)
  expect(done.map(({ content, project_id }) => [content, project_id])).toEqual([['Milk', work]])

  await kim.endLooks()
  const calls = kim.calls().length
  expect((await kim.syncNow()).queued_count).toBe(0)
  expect(kim.calls()).toHaveLength(calls)
})

it.concurrent('what is written again goes where its new words belong', async () => {
  const kim = await setUp('todoist', 'words', libraryOf(notebook(1, ['- [ ] Milk', '- [ ] Call Ann'])), null)
  const shopping = account(kim).addProject('Shopping').id
  await change(kim, rulesOf([{ words: ['milk'], does: 'send', place: shopping }], 'leave_out'))
  expect(placed(kim)).toEqual(['Milk in Shopping'])
  await write(kim, notebook(1, ['- [ ] Silk', '- [ ] Call Ann about milk']))
  expect(placed(kim)).toEqual(['Call Ann about milk in Shopping'])
})

it.concurrent('a tag of a page, a notebook or a folder around it brings to-dos, also after a move', async () => {
  const library = (outer: string[], inner: object) => [
    folder(10, 'Work', outer),
    { ...folder(11, '2026'), parent_uuid: uuid(10) },
    { ...notebook(1, ['- [ ] Milk', '- [ ] Ink']), parent_uuid: uuid(11), ...inner },
    notebook(2, ['- [ ] Bread']),
  ]
  const kim = await setUp('todoist', 'tags', libraryOf(...library([], {})), rulesOf([{ tags: ['send'], does: 'send' }]))
  expect(kim.texts()).toEqual([])
  await write(kim, ...library(['send'], {}))
  expect(kim.texts()).toEqual(['Ink', 'Milk'])
  await write(kim, ...library(['send'], { parent_uuid: null, visible_name: 'Renamed' }))
  expect(kim.texts()).toEqual([])
  await write(kim, ...library([], { tags: ['send'] }))
  expect(kim.texts()).toEqual(['Ink', 'Milk'])
  const [first, second] = notebook(1, ['- [ ] Milk', '- [ ] Ink']).pages
  await write(kim, ...library([], { pages: [first, { ...second, tags: ['send'] }] }))
  expect(kim.texts()).toEqual(['Ink'])
  await change(kim, rulesOf([{ tags: ['send'], does: 'send' }], 'leave_out', 'keep'))
  await write(kim, ...library([], {}))
  expect(kim.texts()).toEqual(['Ink'])
  await change(kim, rulesOf([{ tags: ['send'], does: 'send' }], 'leave_out', 'withdraw'))
  expect(kim.texts()).toEqual([])
})

it.concurrent('notes follow stars, types, folders and the words in any of their pages', async () => {
  const library = (more: object = {}, text = 'Ink') => [
    folder(10, 'Work'),
    notebook(1, [text, 'Second page'], more),
    notebook(2, ['Milk'], { parent_uuid: uuid(10) }),
  ]
  const kim = await setUp('webdav', 'notes', libraryOf(...library()), rulesOf([{ is_pinned: true, does: 'send' }]))
  const notes = () => kim.texts().map((text) => (text.includes('Milk') ? 'second' : 'first'))
  expect(notes()).toEqual([])
  await write(kim, ...library({ is_pinned: true }))
  expect(notes()).toEqual(['first'])
  await change(kim, rulesOf([{ folders: [uuid(10)], types: ['notebook'], does: 'send' }]))
  expect(notes()).toEqual(['second'])
  await change(kim, rulesOf([{ words: ['INVOICE'], does: 'leave_out' }], 'send'))
  expect(notes().toSorted()).toEqual(['first', 'second'])
})

it.concurrent('a corrected text is what its words are looked for in', async () => {
  const kim = await setUp(
    'webhook',
    'corrected',
    libraryOf(notebook(1, ['Ink'])),
    rulesOf([{ words: ['invoice'], does: 'send' }]),
  )
  expect(kim.texts()).toEqual([])
  const page = (await kim.device(1).page(1000)).body.id
  const question = { headers: { 'if-match': '*' }, json: { content: 'Invoice of March' } }
  expect((await kim.ask('PUT /api/v1/documents/:id', question, `/api/v1/documents/${page}`)).status).toBe(200)
  await kim.until('the page', () => kim.texts().some((text) => text.includes('Invoice of March')))
  await kim.untilAtRest()
})

interface Drive {
  filesOf(who: string): Map<string, Buffer | { content: Buffer }>
  edit?(who: string, path: string, text: string): void
  commit?(who: string, texts: Record<string, string>): void
}

const drive = (kim: Person) => kim.emulated.service as unknown as Drive
/** Of the folder that the notes are in. */
const start = (kim: Person) => (kim.target === 'webdav' ? 'Notes/' : '')

/** Texts by their paths, but for the notebook without pages. */
function notes(kim: Person): Record<string, string> {
  const all = [...drive(kim).filesOf(kim.who)].map(([path, file]) => {
    const bytes = 'content' in file ? file.content : file
    return [path.replace(new RegExp(`^${start(kim)}`), ''), bytes.toString()] as const
  })
  return Object.fromEntries(all.filter(([path]) => !path.endsWith('Empty.md')))
}
const paths = (kim: Person) => Object.keys(notes(kim)).toSorted()

function annotate(kim: Person, path: string, own: string): void {
  const text = `${own}\n\n${notes(kim)[path]}\n${own}\n`
  const { edit, commit } = drive(kim)
  if (edit) edit.call(drive(kim), kim.who, start(kim) + path, text)
  else commit?.call(drive(kim), kim.who, { [path]: text })
}

it.concurrent.for(['webdav', 'git'])(
  '%s: notes move to the folder of their rule, with what a person wrote',
  async (target) => {
    const library = (text: string) => [
      folder(10, 'Work'),
      notebook(1, [text, 'Ink'], { parent_uuid: uuid(10) }),
      notebook(2, ['Bread']),
    ]
    const kim = await setUp(target, `folders-${target}`, libraryOf(...library('Milk')), null)
    expect(paths(kim)).toEqual(['Diary 2.md', 'Work/Diary 1.md'])
    annotate(kim, 'Work/Diary 1.md', 'Mine')
    const rules = (place: string) => rulesOf([{ words: ['milk'], does: 'send', place }], 'send')
    const preview = (await kim.preview({ rules: rules('Money/Invoices') })).body
    expect(preview.items.notebook).toMatchObject({ create: 0, update: 0, remove: 0, move: 1 })
    expect(preview.rules[0]).toMatchObject({
      ...{ move: 1, create: 0, remove: 0 },
      examples: [{ effect: 'move', visible_name: 'Diary 1', text: null }],
    })
    const hasMine = (path: string) => expect(notes(kim)[path]).toMatch(/^Mine\n[\s\S]*Milk[\s\S]*Ink[\s\S]*\nMine\n$/)
    for (const place of ['Money/Invoices', 'Trips']) {
      await change(kim, rules(place))
      expect(paths(kim)).toEqual(['Diary 2.md', `${place}/Diary 1.md`])
      hasMine(`${place}/Diary 1.md`)
    }
    const records = async () => (await kim.records()).map(({ status, kept }) => [status, kept])
    expect(await records()).toEqual([0, 1, 2].map(() => ['success', 0]))

    // What is written there goes where the note is, and what no longer matches goes back.
    await write(kim, ...library('Milk and tea'))
    expect(notes(kim)['Trips/Diary 1.md']).toContain('Milk and tea')
    hasMine('Trips/Diary 1.md')
    await write(kim, ...library('Silk'))
    expect(paths(kim)).toEqual(['Diary 2.md', 'Work/Diary 1.md'])
    expect(notes(kim)['Work/Diary 1.md']).toMatch(/^Mine\n[\s\S]*Silk[\s\S]*\nMine\n$/)

    const calls = kim.calls().length
    expect((await kim.syncNow()).queued_count).toBe(0)
    expect(kim.calls()).toHaveLength(calls)

    // What is left out is marked where its rule had put it.
    await change(kim, rulesOf([{ words: ['silk'], does: 'send', place: 'Trips' }], 'send'))
    await change(kim, rulesOf([{ words: ['silk'], does: 'leave_out' }], 'send'))
    expect(paths(kim)).toEqual(['Diary 2.md', 'Trips/Diary 1.md'])
    expect(notes(kim)['Trips/Diary 1.md']).toContain('rMirror no longer updates this note')
  },
)

/** A failure names it: with TEST_SEED the same is done once more. */
const seed = testSeed

it(`workers that are killed while to-dos move leave each once, at its place (seed ${seed})`, async () => {
  await using idle = await Delivering.start('api')
  const kim = await idle.person('todoist', 'rules-killed', 'todo')
  const texts = Array.from({ length: 20 }, (_, nth) => `Task ${nth + 1}`)
  await kim.announce(libraryOf(notebook(1, [texts.map((text) => `- [ ] ${text}`).join('\n')])))
  const [first, second] = ['First', 'Second'].map((name) => account(kim).addProject(name).id)
  const rules = (place: string | undefined) => rulesOf([{ words: ['task'], does: 'send', ...(place && { place }) }])
  await kim.setUp({ rules: rules(first) })
  const deliver = async (name: string, kills: number) => {
    const wanted = texts.map((text) => `${text} in ${name}`).toSorted()
    const areThere = () => `${placed(kim)}` === `${wanted}`
    for (let nth = 0; nth < kills; nth++) {
      const worker = await idle.startWorker()
      const calls = kim.calls().length + 1 + ((seed + 7 * nth) % 9)
      await kim.until('some calls', () => kim.calls().length >= calls || areThere())
      await kill(worker)
      await idle.endLeases()
    }
    await using _ = await idle.startWorker()
    await kim.until(`all in ${name}`, areThere)
    await kim.untilAtRest()
  }
  await deliver('First', 2)
  expect((await save(kim, rules(second))).status).toBe(200)
  await deliver('Second', 3)
  expect((await kim.records()).map(({ status }) => status)).toEqual(texts.map(() => 'success'))
})

it(`workers that are killed while notes move leave each once, with what people wrote (seed ${seed})`, async () => {
  await using idle = await Delivering.start('api')
  const kim = await idle.person('webdav', 'rules-killed-notes', 'notebook')
  const numbers = Array.from({ length: 12 }, (_, nth) => nth + 1)
  await kim.announce(libraryOf(...numbers.map((nth) => notebook(nth, [`Milk ${nth}`]))))
  const rules = (place: string) => rulesOf([{ words: ['milk'], does: 'send', place }], 'send')
  await kim.setUp({ rules: rules('First') })
  const deliver = async (place: string, kills: number) => {
    const wanted = numbers.map((nth) => `${place}/Diary ${nth}.md`).toSorted()
    const areThere = () => `${paths(kim)}` === `${wanted}`
    for (let nth = 0; nth < kills; nth++) {
      const worker = await idle.startWorker()
      const calls = kim.calls().length + 1 + ((seed + 7 * nth) % 9)
      await kim.until('some calls', () => kim.calls().length >= calls || areThere())
      await kill(worker)
      await idle.endLeases()
    }
    await using _ = await idle.startWorker()
    await kim.until(`all in ${place}`, areThere)
    await kim.untilAtRest()
  }
  await deliver('First', 1)
  for (const nth of numbers) annotate(kim, `First/Diary ${nth}.md`, `Mine ${nth}`)
  expect((await save(kim, rules('Second/Third'))).status).toBe(200)
  await deliver('Second/Third', 4)
  for (const nth of numbers)
    expect(notes(kim)[`Second/Third/Diary ${nth}.md`]).toMatch(
      new RegExp(`^Mine ${nth}\n[\\s\\S]*\nMilk ${nth}\n[\\s\\S]*\nMine ${nth}\n$`),
    )
  expect((await kim.records()).map(({ status, kept }) => [status, kept])).toEqual(
    [...numbers, 999].map(() => ['success', 0]),
  )
})
