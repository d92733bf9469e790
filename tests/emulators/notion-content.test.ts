// SPDX-License-Identifier: AGPL-3.0-or-later
// What a workspace of the emulator answers to those who ask rightly.
import { describe, expect, it } from 'vitest'
import {
  middle,
  named,
  newest,
  older,
  paragraph,
  plain,
  rich,
  table,
  text,
  toggle,
  versions,
  worldForTests,
} from './notion-workspace.ts'

const holder = worldForTests()
const world = () => holder.current

describe('blocks', () => {
  it('are answered by an append at the first level only, in the order of the request (check 44)', () => {
    const { page } = world()
    const added = world().append([toggle('One', [paragraph('in one')]), paragraph('Two'), toggle('Three')])
    expect(added.map(plain)).toEqual(['One', 'Two', 'Three'])
    expect(added.map(({ has_children }) => has_children)).toEqual([true, false, false])
    expect(added[0].toggle).not.toHaveProperty('children')
    expect(world().children(page).slice(-3).map(plain)).toEqual(['One', 'Two', 'Three'])
    expect(world().children(added[0].id).map(plain)).toEqual(['in one'])
  })

  it.each(versions)('read back with what was not said, in version %s', (version) => {
    world().version = version
    const [block] = world().append([paragraph('Hello')])
    expect(block).toMatchObject({
      object: 'block',
      type: 'paragraph',
      parent: { type: 'page_id', page_id: world().page },
      created_time: '2026-11-20T12:00:00.000Z',
      last_edited_time: '2026-11-20T12:00:00.000Z',
      created_by: { object: 'user', id: world().bot.id },
      has_children: false,
      in_trash: false,
      paragraph: { color: 'default' },
    })
    expect(block.paragraph.rich_text).toEqual([
      {
        type: 'text',
        text: { content: 'Hello', link: null },
        annotations: {
          bold: false,
          italic: false,
          strikethrough: false,
          underline: false,
          code: false,
          color: 'default',
        },
        plain_text: 'Hello',
        href: null,
      },
    ])
    expect('archived' in block).toBe(version !== newest)
  })

  it('keep links, equations and mentions of pages', () => {
    const { page } = world()
    const [block] = world().append([
      {
        paragraph: {
          rich_text: [
            text('here', { link: { url: 'https://example.org/a' } }),
            { equation: { expression: 'E=mc^2' } },
            { mention: { page: { id: page } } },
            { mention: { date: { start: '2026-11-20' } } },
          ],
        },
      },
    ])
    expect(
      block.paragraph.rich_text.map((one: { plain_text: string; href: string | null }) => [one.plain_text, one.href]),
    ).toEqual([
      ['here', 'https://example.org/a'],
      ['E=mc^2', null],
      ['Notes', expect.stringContaining(page.replaceAll('-', ''))],
      ['2026-11-20', null],
    ])
  })

  it('go where position says, and where after says', () => {
    const [first] = world().append([paragraph('a'), paragraph('d')], { position: { type: 'start' } })
    const after = { type: 'after_block', after_block: { id: first.id.replaceAll('-', '') } }
    const [second] = world().append([paragraph('b')], { position: after })
    world().version = middle
    world().append([paragraph('c')], { after: second.id })
    world().append([paragraph('e')], { position: { type: 'end' } })
    const texts = world()
      .children(world().page)
      .filter(({ type }) => type === 'paragraph')
      .map(plain)
    expect(texts).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('come a page at a time', () => {
    const toggled = world().append([toggle('List')])[0].id
    world().append(
      Array.from({ length: 100 }, (_, index) => paragraph(`${index}`)),
      {},
      toggled,
    )
    world().append([paragraph('100')], {}, toggled)
    const path = `/blocks/${toggled}/children`
    const first = world().ask('GET', path)
    expect([first.object, first.type, first.block, first.results.length, first.has_more]).toEqual([
      'list',
      'block',
      {},
      100,
      true,
    ])
    const rest = world().ask('GET', path, undefined, `start_cursor=${first.next_cursor}&page_size=0`)
    expect([rest.results.map(plain), rest.has_more, rest.next_cursor]).toEqual([['100'], false, null])
  })

  it('are updated: the whole of a text, or one fact of it', () => {
    const [block] = world().append([{ to_do: { rich_text: rich('Buy milk') } }])
    const path = `/blocks/${block.id}`
    expect(world().ask('PATCH', path, { to_do: { checked: true } }).to_do).toMatchObject({
      checked: true,
      rich_text: [{ plain_text: 'Buy milk' }],
    })
    expect(plain(world().ask('PATCH', path, { type: 'to_do', to_do: { rich_text: rich('Bread') } }))).toBe('Bread')
    expect(world().ask('GET', path).to_do.checked).toBe(true)
  })

  it('go to the trash and come back, and are not listed meanwhile (check 24)', () => {
    const [one, two] = world().append([toggle('one', [paragraph('in it')]), paragraph('two')])
    expect(world().ask('DELETE', `/blocks/${one.id}`).in_trash).toBe(true)
    expect(
      world()
        .children(world().page)
        .map(({ id }) => id),
    ).not.toContain(one.id)
    expect(world().ask('GET', `/blocks/${one.id}`).in_trash).toBe(true)
    expect(world().ask('PATCH', `/blocks/${one.id}`, { in_trash: false }).in_trash).toBe(false)
    expect(
      world()
        .children(world().page)
        .slice(-2)
        .map(({ id }) => id),
    ).toEqual([one.id, two.id])
  })

  it('tell the minute of the last write, and so does their page (checks 43, 45)', () => {
    const [block] = world().append([toggle('one', [paragraph('in it')])])
    const [inner] = world().children(block.id)
    world().time += 60_000
    world().ask('PATCH', `/blocks/${inner.id}`, { paragraph: { rich_text: rich('changed') } })
    world().time += 59_000
    const edited = (path: string) => world().ask('GET', path).last_edited_time
    for (const path of [`/blocks/${inner.id}`, `/pages/${world().page}`])
      expect(edited(path)).toBe('2026-11-20T12:01:00.000Z')
    expect(world().ask('GET', `/blocks/${inner.id}`).created_time).toBe('2026-11-20T12:00:00.000Z')
  })

  it('hold tables, columns and headings that fold', () => {
    const [grid, columns, heading] = world().append([
      table(2, [2, 2]),
      { column_list: { children: [1, 2].map((one) => ({ column: { children: [paragraph(`${one}`)] } })) } },
      { heading_2: { rich_text: rich('Folds'), is_toggleable: true, children: [paragraph('below')] } },
    ])
    expect(grid.table).toEqual({ table_width: 2, has_column_header: false, has_row_header: false })
    expect(
      world()
        .children(grid.id)
        .map(({ table_row }) => table_row.cells.length),
    ).toEqual([2, 2])
    expect(world().append([{ table_row: { cells: [rich('a'), []] } }], {}, grid.id)[0].type).toBe('table_row')
    expect(
      world()
        .children(columns.id)
        .map(({ type }) => type),
    ).toEqual(['column', 'column'])
    expect(world().children(heading.id).map(plain)).toEqual(['below'])
  })

  it('take what a bot has uploaded, whose address is another each hour', () => {
    const id = '0b0b0b0b-0000-4000-8000-00000000000b'
    world().uploads.set(id, {
      name: 'page.png',
      contentType: 'image/png',
      url: 'https://files.example.org/page.png?sig=1',
    })
    const [image] = world().append([{ image: { type: 'file_upload', file_upload: { id } } }])
    expect(image.image).toEqual({
      type: 'file',
      file: { url: 'https://files.example.org/page.png?sig=1', expiry_time: '2026-11-20T13:00:42.500Z' },
      caption: [],
    })
  })

  it('of a hundred toggles with their text go in one call', () => {
    const toggles = Array.from({ length: 100 }, (_, index) => toggle(`Page ${index}`, [paragraph('text')]))
    expect(world().append(toggles)).toHaveLength(100)
  })
})

describe('pages', () => {
  it.each(versions)('are rows, made, read and changed in version %s', (version) => {
    world().version = version
    const values = {
      ...named('Notebook'),
      T: { rich_text: rich('text') },
      N: { number: 3 },
      S: { select: { name: 'blue' } },
      M: { multi_select: [{ name: 'a' }, { name: 'b' }] },
      D: { date: { start: '2026-11-20' } },
      U: { url: 'https://example.org' },
      C: { checkbox: true },
      St: { status: { name: 'Done' } },
      E: { email: 'robin@example.org' },
      P: { phone_number: '+49 30 1' },
      Files: { files: [{ name: 'a.png', external: { url: 'https://example.org/a.png' } }] },
    }
    const page = world().row(values, { icon: { emoji: '📓' }, children: [paragraph('first')] })
    const { database, source } = world()
    expect(page.parent).toEqual(
      version === older
        ? { type: 'database_id', database_id: database.id }
        : { type: 'data_source_id', data_source_id: source, database_id: database.id },
    )
    expect(page).toMatchObject({ object: 'page', icon: { type: 'emoji', emoji: '📓' }, cover: null, in_trash: false })
    expect('archived' in page).toBe(version !== newest)
    expect(page.url).toBe(`https://app.notion.com/p/Notebook-${page.id.replaceAll('-', '')}`)
    expect(page.properties).toMatchObject({
      Name: { id: 'title', type: 'title', title: [{ plain_text: 'Notebook' }] },
      N: { type: 'number', number: 3 },
      S: { select: { name: 'blue' } },
      M: { multi_select: [{ name: 'a' }, { name: 'b' }] },
      D: { date: { start: '2026-11-20', end: null, time_zone: null } },
      St: { status: { name: 'Done', color: 'green' } },
      Made: { created_time: '2026-11-20T12:00:00.000Z' },
      Id: { unique_id: { prefix: 'NB', number: 1 } },
    })
    const cleared = Object.fromEntries(['N', 'S', 'D', 'U', 'E'].map((name) => [name, null]))
    const wrapped = {
      N: { number: null },
      S: { select: null },
      D: { date: null },
      U: { url: null },
      E: { email: null },
    }
    const changed = world().ask('PATCH', `/pages/${page.id}`, {
      properties: { ...wrapped, [page.properties.C.id]: { checkbox: false } },
    })
    for (const name of Object.keys(cleared)) expect(changed.properties[name][changed.properties[name].type]).toBe(null)
    expect(changed.properties.C.checkbox).toBe(false)
    expect(world().children(page.id).map(plain)).toEqual(['first'])
  })

  it('answer only the properties that are wanted', () => {
    const page = world().row({ ...named('Notebook'), N: { number: 3 } })
    const query = `filter_properties=title&filter_properties=${encodeURIComponent(page.properties.N.id)}`
    expect(Object.keys(world().ask('GET', `/pages/${page.id}`, undefined, query).properties)).toEqual(['Name', 'N'])
    expect(Object.keys(world().query({}, query).results[0].properties)).toEqual(['Name', 'N'])
  })

  it.each(versions)('go to the trash and come back by the words of version %s', (version) => {
    world().version = version
    const page = world().row(named('Notebook'))
    const key = version === newest ? 'in_trash' : 'archived'
    expect(world().ask('PATCH', `/pages/${page.id}`, { [key]: true }).in_trash).toBe(true)
    expect(world().query().results).toEqual([])
    expect(world().ask('PATCH', `/pages/${page.id}`, { [key]: false }).in_trash).toBe(false)
    expect(world().query().results).toHaveLength(1)
  })

  it('stand below pages, where they have a title only, and are blocks there', () => {
    const { page } = world()
    const below = world().ask('POST', '/pages', { parent: { page_id: page }, properties: { title: rich('Below') } })
    expect(below.properties).toEqual({
      title: { id: 'title', type: 'title', title: [expect.objectContaining({ plain_text: 'Below' })] },
    })
    expect(world().children(page).at(-1)).toMatchObject({
      id: below.id,
      type: 'child_page',
      child_page: { title: 'Below' },
    })
  })

  it('are erased, locked and given a cover', () => {
    world().append([paragraph('old')])
    const cover = { external: { url: 'https://example.org/c.png' } }
    const page = world().ask('PATCH', `/pages/${world().page}`, { erase_content: true, is_locked: true, cover })
    expect([page.is_locked, page.cover]).toEqual([true, { type: 'external', ...cover }])
    expect(world().children(page.id)).toEqual([])
  })
})

describe('databases', () => {
  it('have properties in the old version and data sources in the new ones', () => {
    const { database, source } = world()
    const path = `/databases/${database.id}`
    for (const version of [middle, newest]) {
      world().version = version
      const shown = world().ask('GET', path)
      expect(shown.data_sources).toEqual([{ id: source, name: 'Notebooks' }])
      expect(shown).not.toHaveProperty('properties')
      expect(world().ask('GET', `/data_sources/${source}`)).toMatchObject({
        object: 'data_source',
        parent: { type: 'database_id', database_id: database.id },
        properties: { S: { type: 'select', select: { options: [{ name: 'red' }] } } },
      })
    }
    world().version = older
    const shown = world().ask('GET', path)
    expect(shown).not.toHaveProperty('data_sources')
    expect(shown.properties.Name).toMatchObject({ id: 'title', type: 'title', title: {} })
  })

  it.each(versions)('are made and changed in version %s', (version) => {
    world().version = version
    const properties = { Name: { title: {} }, N: { number: {} } }
    const schema = version === older ? { properties } : { initial_data_source: { properties } }
    const parent = { type: 'page_id', page_id: world().page }
    const made = world().ask('POST', '/databases', { parent, title: rich('Made'), ...schema })
    expect(made).toMatchObject({ object: 'database', parent, title: [{ plain_text: 'Made' }] })
    const change = { properties: { N: { name: 'Count' }, Extra: { select: { options: [{ name: 'x' }] } } } }
    const source = made.data_sources?.[0].id
    const changed = world().ask('PATCH', source ? `/data_sources/${source}` : `/databases/${made.id}`, change)
    expect(Object.keys(changed.properties)).toEqual(['Name', 'Count', 'Extra'])
    expect(world().children(world().page).at(-1)).toMatchObject({ id: made.id, child_database: { title: 'Made' } })
  })

  it.each(versions)('are queried in version %s', (version) => {
    world().version = version
    for (const [name, number, option] of [
      ['Apple', 1, 'red'],
      ['Pear', 2, 'red'],
      ['Plum', 3, 'blue'],
    ] as const)
      world().row({ ...named(name), N: { number }, S: { select: { name: option } } })
    const names = (body: Record<string, unknown>) =>
      world()
        .query(body)
        .results.map(
          ({ properties }: { properties: { Name: { title: { plain_text: string }[] } } }) =>
            properties.Name.title[0]?.plain_text,
        )
    const byNumber = { sorts: [{ property: 'N', direction: 'ascending' }] }
    const isRed = { property: 'S', select: { equals: 'red' } }
    expect(names(byNumber)).toEqual(['Apple', 'Pear', 'Plum'])
    expect(names({ filter: { property: 'Name', title: { contains: 'p' } }, ...byNumber })).toEqual([
      'Apple',
      'Pear',
      'Plum',
    ])
    expect(names({ filter: { and: [isRed, { or: [{ property: 'N', number: { greater_than: 1 } }] }] } })).toEqual([
      'Pear',
    ])
    expect(
      names({
        filter: { property: 'D', date: { is_empty: true } },
        sorts: [{ property: 'N', direction: 'descending' }],
      }),
    ).toEqual(['Plum', 'Pear', 'Apple'])
    expect(names({ filter: { timestamp: 'created_time', created_time: { after: '2026-11-21' } } })).toEqual([])
    const first = world().query({ page_size: 2 })
    expect([first.results.length, first.has_more, first.type]).toEqual([
      2,
      true,
      version === older ? 'page_or_database' : 'page_or_data_source',
    ])
    expect(world().query({ start_cursor: first.next_cursor }).results).toHaveLength(1)
  })
})

describe('the search', () => {
  it.each(versions)('finds titles of what is shared, in version %s', (version) => {
    world().version = version
    world().workspace.page('Secret notes')
    const found = world().ask('POST', '/search', { query: 'not' })
    const kind = version === older ? 'database' : 'data_source'
    expect(found.results.map(({ object }: { object: string }) => object).sort()).toEqual([kind, 'page'])
    expect(found.type).toBe(version === older ? 'page_or_database' : 'page_or_data_source')
    const only = world().ask('POST', '/search', {
      filter: { property: 'object', value: kind },
      sort: { timestamp: 'last_edited_time', direction: 'descending' },
    })
    expect(only.results).toHaveLength(1)
    expect(world().ask('POST', '/search').results).toHaveLength(2)
  })

  it('learns late of new titles (check 46)', () => {
    world().workspace.limits.searchDelayMs = 5000
    world().time += 60_000
    world().ask('PATCH', `/pages/${world().page}`, { properties: { title: { title: rich('Diary') } } })
    const found = (query: string) =>
      world().ask('POST', '/search', { query, filter: { property: 'object', value: 'page' } }).results.length
    expect([found('Notes'), found('Diary')]).toEqual([1, 0])
    world().time += 5000
    expect([found('Notes'), found('Diary')]).toEqual([0, 1])
  })
})

describe('Markdown', () => {
  it('becomes blocks and is written from them', () => {
    const markdown =
      '# Title\nSome **bold** and [linked](https://example.org) text\n- item\n\t- [x] done\n```c\nint a;\n```'
    const page = world().ask('POST', '/pages', {
      parent: { page_id: world().page },
      properties: { title: rich('M') },
      markdown,
    })
    expect(
      world()
        .children(page.id)
        .map(({ type }) => type),
    ).toEqual(['heading_1', 'paragraph', 'bulleted_list_item', 'code'])
    const path = `/pages/${page.id}/markdown`
    expect(world().ask('GET', path)).toEqual({
      object: 'page_markdown',
      id: page.id,
      markdown,
      truncated: false,
      unknown_block_ids: [],
    })
    const content_updates = [{ old_str: 'Some', new_str: 'Much' }]
    expect(
      world().ask('PATCH', path, { type: 'update_content', update_content: { content_updates } }).markdown,
    ).toContain('Much **bold**')
    const insert_content = { content: 'last', position: { type: 'end' } }
    expect(world().ask('PATCH', path, { type: 'insert_content', insert_content }).markdown.endsWith('\nlast')).toBe(
      true,
    )
    expect(
      world().ask('PATCH', path, { type: 'replace_content', replace_content: { new_str: 'All new' } }).markdown,
    ).toBe('All new')
  })
})

describe('people', () => {
  it('write, change, move and throw away what bots see', () => {
    const events: string[] = []
    const { workspace, page } = world()
    workspace.onEdit = ({ type }) => events.push(type)
    const other = workspace.page('Other')
    const [block = ''] = workspace.write(page, [paragraph('by hand')])
    workspace.edit(block, { paragraph: { rich_text: rich('by another hand') } })
    expect(plain(world().ask('GET', `/blocks/${block}`))).toBe('by another hand')
    expect(world().refused('GET', `/pages/${other}`).status).toBe(404)
    workspace.move(other, page)
    expect(world().ask('GET', `/pages/${other}`).parent).toEqual({ type: 'page_id', page_id: page })
    workspace.trash(page)
    expect(workspace.tree(page)).toMatchObject({
      title: 'Notes',
      in_trash: true,
      children: [{ type: 'child_database' }, { content: { color: 'default' } }, { title: 'Other' }],
    })
    workspace.unshare(world().bot, page)
    expect(world().refused('GET', `/pages/${page}`).code).toBe('object_not_found')
    expect(events).toEqual([
      'page.created',
      'page.content_updated',
      'page.content_updated',
      'page.moved',
      'page.deleted',
    ])
  })
})
