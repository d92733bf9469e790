// SPDX-License-Identifier: AGPL-3.0-or-later
// Templates of integrations: what is sent looks otherwise, a changed template delivers once, and nothing else does.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWebDav } from '../../../e2e/emulators/webdav.mjs'
import { OwnCode } from '../../world/own-code.ts'
import { uuid } from '../library.ts'
import { Delivering, type Person } from './delivering.ts'
import { libraryOfPages } from './todo-database.ts'

let world: Delivering
let webdav: Awaited<ReturnType<typeof startWebDav>>

beforeAll(async () => {
  webdav = await startWebDav()
  world = await Delivering.start()
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await webdav.close()
})

const put = (kim: Person, templates: object | null) => kim.integration('PUT', { templates }, '/templates')

const preview = (kim: Person, templates: object, page_number = 1) =>
  kim.integration('POST', { templates, notebook_uuid: uuid(1), page_number }, '/templates/preview')

const writes = (kim: Person, from = 0) =>
  kim
    .calls()
    .slice(from)
    .filter(({ method }) => method !== 'GET')

const pages = ['**Date: 2026-03-02**\n\n- [ ] Milk by Friday', '- [ ] Call Ann']

interface Task {
  content: string
  due: { date: string } | null
}

const tasks = (kim: Person) => (kim.emulated.service.state()[kim.who]?.tasks ?? []) as Task[]

describe('to-dos in Todoist', () => {
  const contents = (kim: Person) =>
    tasks(kim)
      .map(({ content }) => content)
      .toSorted()

  async function todoist(who: string): Promise<Person> {
    const kim = await world.person('todoist', who, 'todo')
    await kim.announce(libraryOfPages(pages))
    await kim.setUp({ settings: { ...kim.emulated.valuesOf(kim.who), project: 'inbox' } })
    await kim.until('all tasks', () => tasks(kim).length === 2)
    await kim.untilAtRest()
    return kim
  }

  it('look as their template says, once, and keep their due dates', async () => {
    const kim = await todoist('templates-todo')
    const before = kim.calls().length
    const templates = {
      todo: '{{notebook}}: {{text}}',
      steps: [{ do: 'replace', pattern: '(?i) by friday', with: '' }],
    }
    const saved = await put(kim, templates)
    expect(saved).toMatchObject({ status: 200, body: { templates } })
    await kim.until('templated tasks', () => `${contents(kim)}` === 'Diary: Call Ann,Diary: Milk')
    await kim.untilAtRest()
    expect(
      tasks(kim)
        .map(({ due }) => due?.date ?? null)
        .toSorted(),
    ).toEqual(['2026-03-06', null])
    // One change for each.
    expect(writes(kim, before)).toHaveLength(2)
    const after = kim.calls().length
    await put(kim, templates)
    await kim.syncNow()
    expect(writes(kim, after)).toEqual([])
    await put(kim, null)
    await kim.until('plain tasks', () => `${contents(kim)}` === 'Call Ann,Milk by Friday')
  })

  it('are shown before they are sent', async () => {
    const kim = await todoist('templates-preview')
    const shown = await preview(kim, { todo: '{{text}}, page {{page}}' })
    expect(shown).toMatchObject({ status: 200, body: { path: null, sentence: null, fault: null } })
    expect(shown.body.text).toMatch(/^Milk by Friday, page 1 — 2026-03-06\n/)
    expect((await preview(kim, { todo: '{{#tags}}' })).body).toMatchObject({
      ...{ text: null, sentence: 'The template for to-dos, line 1, has {{#tags}} without {{/tags}}.' },
      fault: { place: 'todo', line: 1, reason: 'unclosed_section', about: 'tags' },
    })
    expect((await preview(kim, {}, 9)).status).toBe(404)
    expect(contents(kim)).toEqual(['Call Ann', 'Milk by Friday'])
  })

  it('that templates leave nothing of fail by themselves, in words', async () => {
    const kim = await todoist('templates-nothing')
    await put(kim, {
      steps: [
        { do: 'drop_lines', pattern: 'Ann' },
        { do: 'replace', pattern: 'Milk', with: 'Tea' },
      ],
    })
    await kim.until('the other task', () => contents(kim).includes('Tea by Friday'))
    await kim.until('the failure', async () => (await kim.records()).some(({ status }) => status === 'failed'))
    const failed = (await kim.records()).filter(({ status }) => status === 'failed')
    expect(failed).toMatchObject([
      { error_class: 'invalid_data', error_message: 'Your templates and steps leave nothing of this text.' },
    ])
    await put(kim, null)
    await kim.until('both', () => `${contents(kim)}` === 'Call Ann,Milk by Friday')
  })

  it('have no templates that can’t be used', async () => {
    const kim = await todoist('templates-refused')
    expect(await put(kim, { todo: '{{>x}}' })).toMatchObject({
      status: 400,
      body: { field: 'templates.todo', template_fault: { reason: 'bad_tag' } },
    })
    expect((await put(kim, { page: '{{text}}' })).body).toMatchObject({ field: 'templates.page' })
    expect((await put(kim, { steps: [{ do: 'drop_lines', pattern: 'a'.repeat(10_000) }] })).status).toBe(400)
    expect((await put(kim, { steps: [{ do: 'run' }] })).body).toMatchObject({ field: 'templates.steps[0].do' })
    const obsidian = '/api/v1/integrations/obsidian/templates'
    const route = 'PUT /api/v1/integrations/:target_name/templates'
    expect((await kim.ask(route, { json: { templates: {} } }, obsidian)).status).toBe(409)
    const readwise = '/api/v1/integrations/readwise/templates'
    expect((await kim.ask(route, { json: { templates: {} } }, readwise)).status).toBe(404)
  })
})

describe('code of one’s own', () => {
  async function todoistWith(who: string, code: OwnCode, more = {}): Promise<{ kim: Person; secret: string }> {
    const kim = await world.person('todoist', who, 'todo')
    await kim.setUp({ settings: { ...kim.emulated.valuesOf(kim.who), project: 'inbox' } })
    const saved = await put(kim, { address: code.address, ...more })
    expect(saved.status).toBe(200)
    await kim.announce(libraryOfPages(['- [ ] Milk by Friday', '- [ ] Call Ann']))
    return { kim, secret: saved.body.drawn.own_code_secret }
  }

  it('gets each text after its template, signed, once it repeated a challenge, and its answer is sent', async () => {
    await using code = await OwnCode.start(({ data }) => `${data.text.toUpperCase()}\n`)
    const { kim, secret } = await todoistWith('own-code', code, { todo: '{{text}}!' })
    await kim.until('both', () => tasks(kim).length === 2)
    await kim.untilAtRest()
    expect(
      tasks(kim)
        .map(({ content }) => content)
        .toSorted(),
    ).toEqual(['CALL ANN!', 'MILK BY FRIDAY!'])
    expect(code.requests.map(({ event }) => event.type)).toEqual(['verification', 'todo.text', 'todo.text'])
    for (const request of code.requests) expect(request.headers['webhook-signature']).toBe(request.signedWith(secret))
    const [, first] = code.requests
    expect(first?.event.data).toMatchObject({ context: { visible_name: 'Diary' }, notebook_uuid: uuid(1) })
    // It isn't asked for what hasn't changed, and keeps its secret.
    await kim.syncNow()
    expect(code.requests).toHaveLength(3)
    expect((await put(kim, { address: code.address, todo: '{{text}}?' })).body.drawn).toEqual({})
    await kim.until('the other template', () => tasks(kim).some(({ content }) => content === 'CALL ANN?'))
  })

  it('that fails is the failure of its item, and nothing stops', async () => {
    await using code = await OwnCode.start(({ data }) => (data.text.includes('Ann') ? 500 : data.text))
    const { kim } = await todoistWith('own-code-fails', code)
    await kim.until('the other task', () => tasks(kim).length === 1)
    await kim.until('the failure', async () => (await kim.records()).some(({ status }) => status === 'failed'))
    expect((await kim.records()).filter(({ status }) => status === 'failed')).toMatchObject([
      { error_message: 'Your own code responded with status 500.' },
    ])
    expect(await kim.state()).toMatchObject({ state: 'active' })
  })

  it('that answers no text, or too much, is told so', async () => {
    await using code = await OwnCode.start(({ data }) => (data.text.includes('Ann') ? '' : 'x'.repeat(1_100_000)))
    const { kim } = await todoistWith('own-code-answers', code)
    await kim.until(
      'two failures',
      async () => (await kim.records()).filter(({ status }) => status === 'failed').length === 2,
    )
    expect((await kim.records()).map(({ error_message }) => error_message).toSorted()).toEqual([
      'Your own code answered more than 1 MB.',
      'Your own code answered no text.',
    ])
  })

  it('gets nothing unless its owner agrees, and none is at a place that texts could be read on the way to', async () => {
    await using stranger = await OwnCode.start(() => 'hello', 'deaf')
    const { kim } = await todoistWith('own-code-stranger', stranger)
    await kim.until(
      'the failures',
      async () => (await kim.records()).filter(({ status }) => status === 'failed').length === 2,
    )
    expect(stranger.requests.every(({ event }) => event.type === 'verification')).toBe(true)
    expect((await put(kim, { address: 'ftp://example.org' })).body).toMatchObject({ field: 'templates.address' })
    expect((await put(kim, {})).status).toBe(200)
    await kim.until('both tasks', () => tasks(kim).length === 2)
    const { items } = (await kim.ask('GET /api/v1/connections')).body
    expect(items.map(({ provider }: { provider: string }) => provider)).not.toContain('own_code')
  })
})

describe('highlights in Readwise', () => {
  interface Highlight {
    text: string
    note: string
  }
  const highlights = (kim: Person): Highlight[] =>
    (kim.emulated.service.state()[kim.who] ?? []).flatMap((book: { highlights: Highlight[] }) => book.highlights)

  it('and their notes look as their templates say, and stay the same highlights', async () => {
    const kim = await world.person('readwise', 'templates-highlight')
    await kim.write(['Passage 1', 'Passage 2'])
    await kim.setUp()
    await kim.until('both', () => highlights(kim).length === 2)
    await kim.untilAtRest()
    const templates = { highlight: '“{{text}}”', highlight_note: 'From {{notebook}}, page {{page}}' }
    expect((await put(kim, templates)).status).toBe(200)
    await kim.until('quotation marks', () => highlights(kim).every(({ text }) => text.startsWith('“')))
    await kim.untilAtRest()
    expect(
      highlights(kim)
        .map(({ text, note }) => `${text} ${note}`)
        .toSorted(),
    ).toEqual(['“Passage 1” From Diary 1, page 1', '“Passage 2” From Diary 1, page 1'])
  })
})

describe('notes in a WebDAV folder', () => {
  const files = (who: string) =>
    Object.fromEntries([...webdav.service.filesOf(who)].map(([path, { content }]) => [path, content.toString()]))

  it('look as their templates say, move to their new names, and are written once', async () => {
    const who = 'templates-notes'
    const kim = await world.person('webdav', who, 'notebook')
    webdav.service.admit(who, 'secret')
    const settings = { address: `${webdav.address}/dav/${who}/`, user_name: who, password: 'secret', pictures: 'off' }
    expect((await kim.integration('PUT', { settings })).status).toBe(200)
    await kim.announce(libraryOfPages(pages))
    await kim.until('the note', () => 'Diary.md' in files(who))
    await kim.untilAtRest()
    const templates = {
      note: '# {{title}}, {{pages}} pages',
      page: '{{typed}}',
      file_name: '{{name}} (tablet)',
      steps: [
        { do: 'drop_lines', pattern: '^\\*\\*Date' },
        { do: 'field', name: 'status', value: 'new' },
      ],
    }
    const shown = (await preview(kim, templates)).body
    expect(shown).toMatchObject({ path: 'Diary (tablet).md', fault: null, sentence: null })
    expect((await put(kim, templates)).status).toBe(200)
    await kim.until('the new name', () => 'Diary (tablet).md' in files(who))
    await kim.untilAtRest()
    const text = files(who)['Diary (tablet).md'] ?? ''
    expect(text).toContain('\nstatus: "new"\n')
    expect(text).toContain('-->\n# Diary, 2 pages\n\n## Page 1 ^')
    expect(text).not.toContain('Date:')
    // The preview is of the first page alone.
    expect(shown.text).toContain('# Diary, 1 pages\n\n## Page 1 ^')
    const before = webdav.service.requests.length
    await kim.syncNow()
    expect(webdav.service.requests.slice(before)).toEqual([])
  })
})
